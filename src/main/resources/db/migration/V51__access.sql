create table account (
    name          text primary key,
    role          text not null check (role in ('VIEWER', 'OPERATOR', 'ADMIN')),
    password_hash text not null
);
comment on column account.password_hash is 'PBKDF2 with HMAC-SHA-512: rounds$salt$hash';

create table audit_entry (
    entry_id bigint      generated always as identity primary key,
    at       timestamptz not null,
    who      text        not null,
    role     text        not null,
    action   text        not null,
    status   integer     not null,
    asked    text        not null,
    before   text        not null
);
comment on table audit_entry is 'Everything that was done by hand, on the depot''s clock; only added to.';
