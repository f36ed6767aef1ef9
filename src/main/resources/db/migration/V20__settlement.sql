-- From registers to money. Rows are only added; what replaces something is a higher version of it.

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'Rows of % are only added; a correction is another row.', tg_table_name using errcode = 'restrict_violation';
end $$;

create table grid_element (
    element_id      text        not null,
    version         integer     not null check (version > 0),
    type            text        not null,
    state           text        not null,
    station_id      text,
    evse_number     integer,
    owner           text        not null,
    master_id       text,
    capacity_up_w   bigint      not null check (capacity_up_w >= 0),
    capacity_down_w bigint      not null check (capacity_down_w >= 0),
    modulus_wh      bigint      not null check (modulus_wh > 0),
    loss_factor     numeric     not null check (loss_factor >= 0 and loss_factor < 1),
    point           text        not null,
    attributes      text[]      not null,
    valid_from      timestamptz not null,
    source          text        not null,
    written_order   bigint      not null default nextval('journal_order'),
    primary key (element_id, version),
    check (num_nulls(station_id, evse_number) in (0, 2))
);
comment on table grid_element is 'Every version of every registered element; one holds from valid_from until the next one does.';
comment on column grid_element.attributes is 'name, value, name, value, …';

create table interval_energy (
    element_id text        not null,
    channel    text        not null check (channel in ('IMPORT', 'EXPORT')),
    start_at   timestamptz not null,
    end_at     timestamptz not null check (end_at > start_at),
    version    integer     not null check (version > 0),
    wh         bigint      not null check (wh >= 0),
    quality    smallint    not null,
    method     text        not null,
    inputs     text        not null,
    primary key (element_id, start_at, channel, version)
);
comment on column interval_energy.quality is 'ESPI 4.0 ReadingQuality.';
comment on column interval_energy.inputs is 'Numbers (journal_order) of the readings, starts and stops that made it.';
create index interval_energy_by_time on interval_energy (start_at);

create table rate_quote (
    issuer   text        not null,
    point    text        not null,
    direction text       not null,
    start_at timestamptz not null,
    end_at   timestamptz not null check (end_at > start_at),
    currency text        not null check (currency ~ '^[A-Z]{3}$'),
    per_mwh  numeric     not null,
    version  integer     not null check (version > 0),
    primary key (point, direction, start_at, version)
);

create table kwp (
    element_id       text        not null,
    owner            text        not null,
    point            text        not null,
    start_at         timestamptz not null,
    end_at           timestamptz not null check (end_at > start_at),
    direction        text        not null,
    energy_wh        bigint      not null check (energy_wh >= 0),
    quality          smallint    not null,
    interval_version integer     not null,
    rate_ref         text        not null,
    per_mwh          numeric     not null,
    currency         text        not null,
    factor           numeric     not null check (factor between 0 and 1),
    amount           numeric     not null,
    version          integer     not null check (version > 0),
    primary key (element_id, start_at, direction, version)
);
create index kwp_by_time on kwp (start_at);

-- Bookings. Every statement that adds postings leaves every booking balanced in every commodity.
create table ledger_booking (
    booking_id bigint      generated always as identity primary key,
    key        text        not null unique,
    kind       text        not null,
    reference  text        not null,
    booked_at  timestamptz not null,
    prev_hash  text        not null unique,
    hash       text        not null unique
);
comment on column ledger_booking.key is 'What makes the booking itself: the same key again is refused.';
comment on column ledger_booking.hash is 'SHA-256 over prev_hash and the booking, so that a changed row breaks the chain.';
create index ledger_booking_by_reference on ledger_booking (reference);

create table ledger_posting (
    booking_id bigint  not null references ledger_booking,
    position   integer not null,
    account    text    not null,
    commodity  text    not null,
    amount     bigint  not null check (amount <> 0),
    primary key (booking_id, position)
);
comment on column ledger_posting.amount is 'Wh; millionths of a currency for MONEY; 1e-5 credits for CREDIT. Positive: the account gains.';
create index ledger_posting_by_account on ledger_posting (account, commodity);

create table ledger_balance (
    account   text   not null,
    commodity text   not null,
    balance   bigint not null,
    primary key (account, commodity),
    constraint no_holder_below_zero check (balance >= 0 or commodity not like 'CREDIT:%' or account not like 'holder/%')
);

create function ledger_post() returns trigger language plpgsql as $$
declare
    off record;
begin
    select booking_id, commodity, sum(amount) as by_much into off
        from added group by booking_id, commodity having sum(amount) <> 0 limit 1;
    if found then
        raise exception 'Booking % is off by % %.', off.booking_id, off.by_much, off.commodity using errcode = 'check_violation';
    end if;
    -- Not by "on conflict": the check would see what is added as if it were the whole balance.
    update ledger_balance b set balance = b.balance + s.amount
        from (select account, commodity, sum(amount) as amount from added group by account, commodity) s
        where b.account = s.account and b.commodity = s.commodity;
    insert into ledger_balance (account, commodity, balance)
        select account, commodity, sum(amount) from added a
        where not exists (select from ledger_balance b where b.account = a.account and b.commodity = a.commodity)
        group by account, commodity;
    return null;
end $$;
create trigger ledger_post after insert on ledger_posting
    referencing new table as added for each statement execute function ledger_post();

-- One packet in one run. Its deltas are what the booking with its reference posts.
create table settlement_line (
    element_id   text        not null,
    start_at     timestamptz not null,
    direction    text        not null,
    run          text        not null check (run in ('PROVISIONAL', 'INITIAL', 'FINAL', 'TRUE_UP')),
    kwp_version  integer     not null,
    energy_wh    bigint      not null,
    amount_micro bigint      not null,
    prior_wh     bigint      not null,
    prior_micro  bigint      not null,
    settled_at   timestamptz not null,
    line_order   bigint      generated always as identity,
    primary key (element_id, start_at, direction, kwp_version, run),
    foreign key (element_id, start_at, direction, kwp_version) references kwp (element_id, start_at, direction, version)
);
create index settlement_line_by_time on settlement_line (start_at);

create table finding (
    subject    text        not null,
    kind       text        not null,
    element_id text        not null,
    at         timestamptz not null,
    rejected   boolean     not null,
    sentence   text        not null,
    lifted     boolean     not null default false,
    found_order bigint     generated always as identity,
    primary key (subject, kind)
);
comment on table finding is 'What validation found. A rejected reading is kept out of settlement and stays in the journal.';
comment on column finding.subject is 'reading/NUMBER (journal_order), or interval/ELEMENT/CHANNEL/START.';
create index finding_by_time on finding (at);

create table settlement_progress (
    only_row boolean primary key default true check (only_row),
    journal_order bigint not null,
    until_at timestamptz not null
);

-- Registers by their time: what the meter showed in samples, and in a transaction's start and stop.
create index charging_transaction_by_start_time on charging_transaction (station_id, evse_number, started_at);
create index settlement_transaction_by_start_order on charging_transaction (start_order);
create index settlement_transaction_by_end_order on charging_transaction (end_order);
create index settlement_reading_by_order on meter_reading using brin (written_order) with (autosummarize = on);

do $$
declare
    t text;
begin
    foreach t in array array['grid_element', 'interval_energy', 'rate_quote', 'kwp', 'ledger_booking', 'ledger_posting', 'settlement_line'] loop
        execute format('create trigger only_added before update or delete on %I for each row execute function refuse_change()', t);
        execute format('create trigger never_emptied before truncate on %I for each statement execute function refuse_change()', t);
    end loop;
end $$;
