-- What stations must show to be let in.
create table station_credential (
    station_id       text    primary key,
    security_profile integer not null check (security_profile in (1, 2, 3)),
    password_hash    text    not null
);
comment on column station_credential.password_hash is 'PBKDF2, with its parameters and salt; empty without a password.';
