-- One Wh, one claim: an interval's energy of a channel is counted once in each layer, whoever counts it.
create table energy_claim (
    element_id text        not null,
    channel    text        not null check (channel in ('IMPORT', 'EXPORT')),
    start_at   timestamptz not null,
    layer      text        not null,
    claimant   text        not null,
    wh         bigint      not null check (wh > 0),
    constraint one_wh_one_claim primary key (element_id, start_at, channel, layer)
);
comment on column energy_claim.layer is 'MARKET for curtailment and sale; for credits the layer of the programme. Layers do not exclude each other.';
create index energy_claim_by_claimant on energy_claim (claimant);

create table curtailment_baseline (
    event_id       text        not null,
    element_id     text        not null,
    start_at       timestamptz not null,
    end_at         timestamptz not null check (end_at > start_at),
    wh             bigint      not null check (wh >= 0),
    ordered_wh     bigint      not null check (ordered_wh >= 0),
    method         text        not null,
    method_version integer     not null,
    frozen_at      timestamptz not null,
    primary key (event_id, element_id, start_at)
);
comment on table curtailment_baseline is 'What would have been drawn, as known when the order came.';
create index curtailment_baseline_by_time on curtailment_baseline (start_at);

create table psv (
    element_id     text        not null,
    event_id       text        not null,
    start_at       timestamptz not null,
    end_at         timestamptz not null,
    baseline_wh    bigint      not null,
    actual_wh      bigint      not null,
    ordered_wh     bigint      not null,
    psv_wh         bigint      not null check (psv_wh >= 0),
    loss_factor    numeric     not null,
    method         text        not null,
    method_version integer     not null,
    confirmed      boolean     not null,
    quality        smallint    not null,
    version        integer     not null check (version > 0),
    primary key (event_id, element_id, start_at, version),
    foreign key (event_id, element_id, start_at) references curtailment_baseline (event_id, element_id, start_at)
);
create index psv_by_time on psv (start_at);

do $$
declare
    t text;
begin
    foreach t in array array['energy_claim', 'curtailment_baseline', 'psv'] loop
        execute format('create trigger only_added before update or delete on %I for each row execute function refuse_change()', t);
        execute format('create trigger never_emptied before truncate on %I for each statement execute function refuse_change()', t);
    end loop;
end $$;
