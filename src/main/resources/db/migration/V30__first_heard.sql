-- When an operator's event was first heard of, for events that begin "now", and what was drawn for it then. Rows are only added.

create table operator_first_heard (
    operator text        not null,
    name     text        not null,
    at       timestamptz not null,
    seed     bigint      not null,
    primary key (operator, name)
);
