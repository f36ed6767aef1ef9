-- Vehicles with a flat amount of energy a year: their lines have no metered intervals.
create table credit_vehicle (
    programme     text    not null,
    registration  text    not null,
    version       integer not null check (version > 0),
    vehicle       text    not null,
    vehicle_class text    not null,
    active        boolean not null,
    valid_from    date    not null,
    primary key (programme, registration, version)
);
create trigger only_added before update or delete on credit_vehicle for each row execute function refuse_change();
create trigger never_emptied before truncate on credit_vehicle for each statement execute function refuse_change();

alter table credit_report_line drop constraint credit_report_line_intervals_check;
alter table credit_report_line add check (intervals > 0 or element_id like 'vehicle/%');
