-- What elements tell and what settlement tells, message by message; and what a master's members have of its proceeds.

create table settlement_message (
    outbound       boolean     not null,
    element_id     text        not null,
    seq            bigint      not null check (seq > 0),
    start_at       timestamptz not null,
    end_at         timestamptz not null check (end_at > start_at),
    sent_at        timestamptz not null,
    received_at    timestamptz not null,
    late           boolean     not null,
    route          text        not null,
    priority       smallint    not null,
    security_class text        not null,
    members        integer     not null,
    body_hash      text        not null,
    signature      text        not null,
    written_order  bigint      not null default nextval('journal_order'),
    primary key (element_id, outbound, seq)
);
comment on column settlement_message.outbound is 'Made by settlement; else told by an element.';
comment on column settlement_message.received_at is 'Our clock: when it came, or was made.';
comment on column settlement_message.members is 'How many elements it adds up; 0 for an element''s own.';
create index settlement_message_by_order on settlement_message (written_order);

create table settlement_packet (
    outbound   boolean     not null,
    element_id text        not null,
    seq        bigint      not null,
    position   integer     not null,
    direction  text        not null,
    start_at   timestamptz not null,
    end_at     timestamptz not null check (end_at > start_at),
    energy_wh  bigint      not null check (energy_wh >= 0),
    quality    smallint    not null,
    rate_ref   text        not null,
    currency   text        not null,
    source     text        not null,
    version    integer     not null check (version > 0),
    primary key (element_id, outbound, seq, position),
    foreign key (element_id, outbound, seq) references settlement_message (element_id, outbound, seq)
);
create index settlement_packet_told on settlement_packet (element_id, start_at) where not outbound;

create table settlement_delivery (
    written_order bigint   primary key,
    priority      smallint not null,
    state         text     not null,
    answer        text     not null
);
comment on table settlement_delivery is 'How far a message of settlement has come: READY, PUBLISHED, ACKED or REFUSED.';
create index settlement_delivery_ready on settlement_delivery (priority, written_order) where state = 'READY';

create table refused_message (
    element_id    text        not null,
    seq           bigint      not null,
    code          text        not null,
    reason        text        not null,
    received_at   timestamptz not null,
    body          text        not null,
    refused_order bigint      generated always as identity primary key
);
create unique index refused_message_once on refused_message (element_id, seq, code, md5(body));

create table settlement_aggregation (
    only_row boolean primary key default true check (only_row),
    written_order bigint not null
);

create table proceeds_share (
    element_id   text        not null,
    start_at     timestamptz not null,
    direction    text        not null,
    run          text        not null,
    kwp_version  integer     not null,
    member_id    text        not null,
    wh           bigint      not null,
    amount_micro bigint      not null,
    prior_micro  bigint      not null,
    primary key (element_id, start_at, direction, kwp_version, run, member_id),
    foreign key (element_id, start_at, direction, kwp_version, run)
        references settlement_line (element_id, start_at, direction, kwp_version, run)
);
comment on table proceeds_share is 'What each member has of its master''s packet; the shares of a line add up to its amount.';

do $$
declare
    t text;
begin
    foreach t in array array['settlement_message', 'settlement_packet', 'refused_message', 'proceeds_share'] loop
        execute format('create trigger only_added before update or delete on %I for each row execute function refuse_change()', t);
        execute format('create trigger never_emptied before truncate on %I for each statement execute function refuse_change()', t);
    end loop;
end $$;
