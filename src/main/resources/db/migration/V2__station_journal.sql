-- What stations said. Rows are only added; a transaction's end columns are filled once.

create table station_boot (
    station_id       text        not null,
    received_at      timestamptz not null,
    vendor           text        not null,
    model            text        not null,
    firmware         text        not null,
    serial_number    text        not null,
    written_order    bigint      not null default nextval('journal_order'),
    primary key (station_id, received_at)
);

create table station_status (
    station_id    text        not null,
    evse_number   integer     not null,
    at            timestamptz not null,
    received_at   timestamptz not null,
    status        text        not null,
    error_code    text        not null,
    written_order bigint      not null default nextval('journal_order'),
    primary key (station_id, evse_number, at, status, error_code)
);
comment on column station_status.status is 'OCPP 1.6 section 7.7 ChargePointStatus, in capitals.';

-- OCPP 1.6 stations read a transaction id as a 32-bit number.
create table charging_transaction (
    transaction_id    bigint      generated always as identity (maxvalue 2147483647) primary key,
    station_id        text        not null,
    evse_number       integer     not null,
    id_tag            text        not null,
    started_at        timestamptz not null,
    start_received_at timestamptz not null,
    meter_start_wh    bigint      not null,
    start_order       bigint      not null default nextval('journal_order'),
    ended_at          timestamptz,
    end_received_at   timestamptz,
    meter_stop_wh     bigint,
    stop_reason       text,
    end_order         bigint,
    unique (station_id, evse_number, id_tag, started_at, meter_start_wh),
    check (num_nulls(ended_at, end_received_at, meter_stop_wh, stop_reason, end_order) in (0, 5))
);
create index charging_transaction_by_tag on charging_transaction (id_tag, transaction_id);
create index charging_transaction_by_evse on charging_transaction (station_id, evse_number, transaction_id);
create index charging_transaction_open on charging_transaction (transaction_id) where ended_at is null;

create table orphan_stop (
    station_id     text        not null,
    transaction_id bigint      not null,
    at             timestamptz not null,
    received_at    timestamptz not null,
    meter_stop_wh  bigint      not null,
    reason         text        not null,
    primary key (station_id, transaction_id, at, meter_stop_wh)
);
comment on table orphan_stop is 'Stops that named a transaction which the station never started here, for an operator to look at.';

-- Millions of rows a month, by far the most. Everything but received_at and value identifies a reading.
create table meter_reading (
    station_id     text        not null,
    evse_number    integer     not null,
    transaction_id bigint      not null,
    at             timestamptz not null,
    received_at    timestamptz not null,
    measurand      text        not null,
    phase          text        not null,
    context        text        not null,
    value          numeric     not null,
    written_order  bigint      not null default nextval('journal_order'),
    unique (station_id, evse_number, at, transaction_id, measurand, phase, context)
) partition by range (at);
comment on column meter_reading.value is 'Wh for Energy registers, W for Power, A for Current, V for Voltage, percent for SoC.';
comment on column meter_reading.transaction_id is '0 outside of any transaction.';
create index meter_reading_by_time on meter_reading using brin (at);
create index meter_reading_by_transaction on meter_reading (transaction_id, written_order);

-- Readings of a station whose clock is far off, and of months that have no partition yet.
create table meter_reading_other partition of meter_reading default;

-- Gives the month of a day (UTC) its own partition; what other months' partition already holds of it moves along.
create function meter_reading_month(day date) returns void language plpgsql as $$
declare
    first_day  constant date := date_trunc('month', day);
    from_at    constant timestamptz := first_day::timestamp at time zone 'UTC';
    to_at      constant timestamptz := (first_day + interval '1 month')::timestamp at time zone 'UTC';
    name       constant text := 'meter_reading_' || to_char(first_day, 'YYYY_MM');
begin
    perform pg_advisory_xact_lock(hashtext('meter_reading_month'));
    if to_regclass(name) is not null then
        return;
    end if;
    execute format('create table %I (like meter_reading including defaults including constraints including comments)', name);
    execute format('with moved as (delete from meter_reading_other where at >= %L and at < %L returning *)
                    insert into %I select * from moved', from_at, to_at, name);
    execute format('alter table meter_reading attach partition %I for values from (%L) to (%L)', name, from_at, to_at);
end $$;

-- The transactions from which a restart rebuilds the fleet: every open one; the last two of every EVSE; of every vehicle the last
-- two, and those before them back to the last in which a charger told a state of charge, at most ten; and whatever began next on
-- the EVSE of one of these. Readings count until until_order: the end, or the next start on the EVSE or of the vehicle.
create view resume_transaction as
with candidate as (
    select transaction_id, bool_or(always) as always
    from (
        select transaction_id, true as always from charging_transaction where ended_at is null
        union all
        select own.transaction_id, true from evse cross join lateral (
            select transaction_id from charging_transaction t
            where t.station_id = evse.station_id and t.evse_number = evse.evse_number
            order by t.transaction_id desc limit 2) own
        union all
        select own.transaction_id, false from vehicle cross join lateral (
            select t.transaction_id from charging_transaction t join vehicle_id_tag tag on tag.id_tag = t.id_tag
            where tag.vehicle_id = vehicle.vehicle_id
            order by t.transaction_id desc limit 10) own) found
    group by transaction_id),
stretch as (
    select t.*, tag.vehicle_id, candidate.always, next_here.transaction_id as next_here,
        least(t.end_order, next_here.start_order, next_own.start_order) as until_order
    from candidate
    join charging_transaction t on t.transaction_id = candidate.transaction_id
    left join vehicle_id_tag tag on tag.id_tag = t.id_tag
    left join lateral (
        select n.transaction_id, n.start_order from charging_transaction n
        where n.station_id = t.station_id and n.evse_number = t.evse_number and n.transaction_id > t.transaction_id
        order by n.transaction_id limit 1) next_here on true
    left join lateral (
        select n.start_order from charging_transaction n join vehicle_id_tag own on own.id_tag = n.id_tag
        where own.vehicle_id = tag.vehicle_id and n.transaction_id > t.transaction_id
        order by n.transaction_id limit 1) next_own on true),
aged as (
    select stretch.*, row_number() over newest_first as age,
        bool_or(exists (
            select from meter_reading r
            where r.transaction_id = stretch.transaction_id
                and r.written_order > stretch.start_order and r.written_order < coalesce(stretch.until_order, 9223372036854775807)
                and r.measurand = 'SoC' and r.phase = '' and r.value between 0 and 100))
            over (newest_first rows between unbounded preceding and 1 preceding) as told_later
    from stretch
    window newest_first as (partition by vehicle_id order by transaction_id desc)),
chosen as (
    select * from aged where always or (vehicle_id is not null and (age <= 2 or told_later is not true)))
select transaction_id, station_id, evse_number, id_tag, started_at, start_received_at, meter_start_wh, start_order,
    ended_at, end_received_at, meter_stop_wh, stop_reason, end_order, vehicle_id, until_order
from chosen
union all
select t.transaction_id, t.station_id, t.evse_number, t.id_tag, t.started_at, t.start_received_at, t.meter_start_wh, t.start_order,
    t.ended_at, t.end_received_at, t.meter_stop_wh, t.stop_reason, t.end_order, null, t.start_order
from charging_transaction t
where t.transaction_id in (select next_here from chosen) and t.transaction_id not in (select transaction_id from chosen);

-- The telematics that go with them: of every vehicle the newest sample that was known when each of them began, and now.
create view resume_telematics as
with own as (select vehicle_id, start_order from resume_transaction where vehicle_id is not null),
stretch as (
    select vehicle_id, lag(start_order, 1, 0::bigint) over (partition by vehicle_id order by start_order) as after_order,
        start_order as before_order
    from own
    union all
    select vehicle.vehicle_id, coalesce(max(start_order), 0), 9223372036854775807
    from vehicle left join own on own.vehicle_id = vehicle.vehicle_id
    group by vehicle.vehicle_id)
select sample.* from stretch cross join lateral (
    select * from telematics_sample s
    where s.vehicle_id = stretch.vehicle_id
        and s.written_order > stretch.after_order and s.written_order < stretch.before_order
    order by s.at desc limit 1) sample;
