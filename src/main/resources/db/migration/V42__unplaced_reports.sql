-- What a report told before its transaction was at any EVSE is wanted when it is placed.
alter table transaction_report add column id_tag text not null default '';
alter table transaction_report add column register_wh bigint;
