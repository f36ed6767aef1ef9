-- What grid operators ask for, every step of it, and the contact with them.

create table operator_request (
    request_key text        not null,
    revision    integer     not null check (revision >= 1),
    state       text        not null,
    ends_at     timestamptz not null,
    document    jsonb       not null,
    primary key (request_key, revision)
);
create index operator_request_by_end on operator_request (ends_at);
comment on column operator_request.document is 'What was asked and decided, what is expected and what was delivered.';

-- Rows are only added.
create table operator_request_step (
    step_id     bigint      generated always as identity primary key,
    request_key text        not null,
    revision    integer     not null,
    at          timestamptz not null,
    state       text        not null,
    code        text        not null,
    reason      text        not null,
    foreign key (request_key, revision) references operator_request
);
create index operator_request_step_of on operator_request_step (request_key, revision, step_id);

create table operator_contact (
    operator               text             primary key,
    failsafe_kw            double precision not null check (failsafe_kw >= 0),
    expected_every_seconds bigint           not null,
    start_timeout_seconds  bigint           not null,
    least_failsafe_seconds bigint           not null,
    most_holding_seconds   bigint,
    state                  text             not null,
    since                  timestamptz      not null,
    last_heard_at          timestamptz,
    reason                 text             not null
);

-- Rows are only added.
create table operator_contact_step (
    step_id  bigint      generated always as identity primary key,
    operator text        not null,
    at       timestamptz not null,
    state    text        not null,
    reason   text        not null
);
create index operator_contact_step_of on operator_contact_step (operator, step_id);

-- Requests so far were stored without a life of their own; they hold as the depot's own until their window ends.
create function utc_text(at timestamptz) returns text language sql as
    $$ select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$;
with old as (
    select request_id, to_at,
        jsonb_build_object('operator', 'depot', 'id', regexp_replace(request_id, '[^A-Za-z0-9._#-]', '-', 'g'), 'revision', 1) as id,
        case kind
            when 'IMPORT_LIMIT' then jsonb_build_object('signal', 'SiteLimit', 'export', false, 'kind', 'LIMIT')
            when 'SUM_SOC_BAND' then jsonb_build_object('signal', 'Band', 'from', utc_text(from_at), 'to', utc_text(to_at),
                'lowerKwh', lower_kwh, 'upperKwh', upper_kwh)
            when 'DISPATCH' then jsonb_build_object('signal', 'Dispatch', 'relative', false, 'penaltyEurPerKwh', penalty_eur_per_kwh,
                'baseline', 'DECLARED')
            else jsonb_build_object('signal', 'Reserve', 'up', kind = 'RESERVE_UP', 'holdMinutes', hold_minutes,
                'earnEurPerKwPerHour', earn_eur_per_kw_per_hour, 'firm', firm)
        end || case when kind = 'SUM_SOC_BAND' then '{}'::jsonb else jsonb_build_object('slots', jsonb_build_array(
            jsonb_build_object('from', utc_text(from_at), 'to', utc_text(to_at), 'kw', kw))) end as signal
    from grid_request),
moved as (
    insert into operator_request
    select id ->> 'id', 1, 'SCHEDULED', to_at, jsonb_build_object(
        'asked', signal || jsonb_build_object('id', id), 'receivedAt', utc_text(now()), 'expected', '[]'::jsonb,
        'decision', jsonb_build_object('state', 'ACCEPTED', 'code', 'OK', 'reason', 'It was entered before requests were decided.',
            'accepted', signal || jsonb_build_object('id', id), 'costs', '[]'::jsonb))
    from old on conflict do nothing
    returning request_key)
insert into operator_request_step (request_key, revision, at, state, code, reason)
select request_key, 1, now(), 'SCHEDULED', 'OK', 'It was entered before requests were decided.' from moved;
drop function utc_text(timestamptz);
drop table grid_request;
