-- Signed records as stations sent them, what verifying them said, and what is billed by them.

create table signed_record (
    written_order  bigint      primary key,
    element_id     text        not null,
    transaction_id bigint      not null,
    at             timestamptz not null,
    record         text        not null,
    verdict        text        not null,
    fault          text        not null,
    meter_serial   text        not null,
    pagination     text        not null,
    billed_wh      numeric
);
comment on table signed_record is 'One per notice (written_order) in which a station sent a signed meter value.';
comment on column signed_record.billed_wh is 'Last signed register less the first; only where the record verifies and has no fault.';
create index signed_record_by_transaction on signed_record (transaction_id);
create trigger only_added before update or delete on signed_record for each row execute function refuse_change();
create trigger never_emptied before truncate on signed_record for each statement execute function refuse_change();
