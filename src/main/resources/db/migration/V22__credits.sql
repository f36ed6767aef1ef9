-- Credits: devices, reports, claims, notices, transfers. Bookings are in the ledger.

create table credit_device (
    programme       text    not null,
    element_id      text    not null,
    version         integer not null check (version > 0),
    registration_no text    not null,
    serial          text    not null,
    manufacturer    text    not null,
    model           text    not null,
    level           text    not null,
    ports           integer not null,
    rated_kw        numeric not null check (rated_kw > 0),
    site_name       text    not null,
    end_use         text    not null,
    users           text    not null,
    latitude        numeric not null check (latitude between -90 and 90),
    longitude       numeric not null check (longitude between -180 and 180),
    status          text    not null,
    valid_from      date    not null,
    primary key (programme, element_id, version)
);

create table credit_report (
    report_id text        not null,
    version   integer     not null check (version > 0),
    programme text        not null,
    from_day  date        not null,
    to_day    date        not null check (to_day >= from_day),
    status    text        not null,
    built_at  timestamptz not null,
    receipt   text,
    answer    text        not null,
    primary key (report_id, version)
);

create table credit_report_line (
    report_id       text    not null,
    version         integer not null,
    position        integer not null,
    element_id      text    not null,
    registration_no text    not null,
    device_version  integer not null,
    end_use         text    not null,
    energy_wh       bigint  not null check (energy_wh > 0),
    estimate        numeric not null,
    intervals       integer not null check (intervals > 0),
    evidence        text    not null,
    credits         numeric,
    match           text    not null,
    primary key (report_id, version, position),
    unique (report_id, version, registration_no),
    foreign key (report_id, version) references credit_report (report_id, version)
);
comment on table credit_report_line is 'Energy is never changed after it was reported; credits and match are filled by the authority''s answer.';

create table credit_notice (
    notice_id  text        primary key,
    element_id text        not null,
    json       text        not null,
    state      text        not null,
    attempts   integer     not null,
    at         timestamptz not null
);

create table credit_transfer (
    transfer_id       text    primary key,
    programme         text    not null,
    giver             text    not null,
    taker             text    not null check (taker <> giver),
    units             bigint  not null check (units > 0),
    price             numeric not null,
    currency          text    not null check (currency ~ '^[A-Z]{3}$'),
    approved_by_giver text,
    approved_by_taker text,
    state             text    not null,
    check (state <> 'COMPLETED' or (approved_by_giver is not null and approved_by_taker is not null))
);

create table placement_decision (
    decision_id  bigint      generated always as identity primary key,
    programme    text        not null,
    kind         text        not null,
    element_id   text        not null,
    energy_wh    bigint      not null,
    threshold_wh bigint      not null,
    evidence     text        not null,
    confirmed_by text        not null,
    at           timestamptz not null
);

do $$
declare
    t text;
begin
    foreach t in array array['credit_device', 'placement_decision'] loop
        execute format('create trigger only_added before update or delete on %I for each row execute function refuse_change()', t);
        execute format('create trigger never_emptied before truncate on %I for each statement execute function refuse_change()', t);
    end loop;
end $$;
