-- A session that is signed in several records, one for its begin, one for its end, names those that make it.
alter table signed_record add column made_of text not null default '';
comment on column signed_record.made_of is
    'Of the record that bears a bill: numbers (written_order) of all that make it, in the order of their pagination; empty: itself.';
create index signed_record_by_page on signed_record (element_id, meter_serial, pagination) where billed_wh is not null;
