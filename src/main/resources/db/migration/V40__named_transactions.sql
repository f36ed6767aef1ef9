-- Transactions that stations name themselves (OCPP 2.x), what was told about them, and notices of stations.

alter table charging_transaction add column station_name text not null default '';
comment on column charging_transaction.station_name is 'The id that an OCPP 2.x station gave it; empty where ours is the station''s.';
alter table charging_transaction add column start_told boolean not null default true;
comment on column charging_transaction.start_told is 'Whether the station told the start itself; else it is the earliest that was heard.';
comment on column charging_transaction.meter_start_wh is '-1 where the station told no register yet.';
create unique index charging_transaction_by_name on charging_transaction (station_id, station_name) where station_name <> '';

-- Without a name a start is known by its content.
alter table charging_transaction drop constraint charging_transaction_station_id_evse_number_id_tag_started__key;
create unique index charging_transaction_by_start
    on charging_transaction (station_id, evse_number, id_tag, started_at, meter_start_wh) where station_name = '';

-- Every TransactionEvent once. A station that counts wrong and uses a number twice loses nothing by it.
create table transaction_report (
    station_id    text        not null,
    station_name  text        not null,
    seq_no        integer     not null,
    kind          text        not null check (kind in ('STARTED', 'UPDATED', 'ENDED')),
    at            timestamptz not null,
    received_at   timestamptz not null,
    trigger       text        not null,
    offline       boolean     not null,
    unplaced      text        not null,
    written_order bigint      not null default nextval('journal_order'),
    primary key (station_id, station_name, seq_no, kind, at, trigger)
);
comment on column transaction_report.unplaced is 'The message, while nothing tells at which EVSE the transaction is; else empty.';

create table station_notice (
    station_id    text        not null,
    at            timestamptz not null,
    received_at   timestamptz not null,
    kind          text        not null,
    detail        text        not null,
    written_order bigint      not null default nextval('journal_order')
);
create unique index station_notice_once on station_notice (station_id, kind, at, md5(detail));
create index station_notice_newest on station_notice (station_id, written_order);
comment on table station_notice is 'What stations tell that changes no charging: security events, firmware, logs, reservations, limits of others.';
