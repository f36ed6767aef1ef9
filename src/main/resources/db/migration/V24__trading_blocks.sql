-- Power trading blocks: packets and supply values added up to whole multiples of a least size.

create table trading_block (
    product    text        not null,
    number     bigint      not null check (number > 0),
    start_at   timestamptz not null,
    end_at     timestamptz not null check (end_at > start_at),
    min_wh     bigint      not null check (min_wh > 0),
    carried_wh bigint      not null check (carried_wh >= 0),
    total_wh   bigint      not null,
    blocks     bigint      not null,
    block_wh   bigint      not null,
    carry_wh   bigint      not null check (carry_wh >= 0),
    status     text        not null,
    formed_at  timestamptz not null,
    primary key (product, number),
    check (block_wh = blocks * min_wh and block_wh + carry_wh = total_wh)
);
create index trading_block_by_time on trading_block (start_at);

create table trading_block_member (
    product    text        not null,
    number     bigint      not null,
    element_id text        not null,
    start_at   timestamptz not null,
    direction  text        not null,
    source     text        not null,
    wh         bigint      not null check (wh > 0),
    primary key (product, number, element_id, direction),
    -- A packet is whole: it joins one block at most, whatever the product.
    constraint one_packet_one_block unique (element_id, start_at, direction),
    foreign key (product, number) references trading_block (product, number)
);

create index kwp_given on kwp (start_at) where direction in ('SUPPLY', 'CURTAILMENT');

do $$
declare
    t text;
begin
    foreach t in array array['trading_block', 'trading_block_member'] loop
        execute format('create trigger only_added before update or delete on %I for each row execute function refuse_change()', t);
        execute format('create trigger never_emptied before truncate on %I for each statement execute function refuse_change()', t);
    end loop;
end $$;
