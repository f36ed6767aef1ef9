-- Why a transaction was closed without its stop, for the auditor; a stop that comes after all changes the transaction, not this.
create table transaction_repair (
    transaction_id bigint      not null references charging_transaction,
    repaired_at    timestamptz not null,
    ended_at       timestamptz not null,
    meter_stop_wh  bigint      not null,
    reason         text        not null,
    primary key (transaction_id, repaired_at)
);
comment on table transaction_repair is 'The end as it was estimated; charging_transaction.stop_reason is Repaired until the stop comes.';
