alter table duty add column ready_by timestamptz;
comment on column duty.ready_by is 'When the required energy shall be there, if before the departure: a boost.';
