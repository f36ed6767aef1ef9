-- What the depot enters: EVSEs, vehicles, duties, the site, requests. Energies are kWh in the battery, powers kW on the grid
-- side, positive into the vehicle; positions keep the order in which a list was entered.

-- The order in which events were written, across all tables that record events; a restart replays them in it.
create sequence journal_order;

create table evse (
    position    integer          primary key,
    station_id  text             not null,
    evse_number integer          not null check (evse_number >= 1),
    limit_id    text             not null,
    max_kw      double precision not null,
    min_kw      double precision not null,
    failsafe_kw double precision not null,
    phases      integer          not null check (phases in (0, 1, 3)),
    unique (station_id, evse_number)
);

create table vehicle (
    vehicle_id           text               primary key,
    position             integer            not null unique,
    capacity_kwh         double precision   not null,
    min_soc_kwh          double precision   not null,
    max_charge_kw        double precision   not null,
    min_charge_kw        double precision   not null,
    max_discharge_kw     double precision   not null,
    charge_efficiency    double precision   not null,
    discharge_efficiency double precision   not null,
    wear_eur_per_kwh     double precision   not null,
    curve_soc            double precision[] not null,
    curve_max_kw         double precision[] not null,
    check (cardinality(curve_soc) = cardinality(curve_max_kw))
);
comment on column vehicle.curve_soc is 'Points of the charging curve, share of the capacity in 0..1; curve_max_kw holds the power of each.';

create table vehicle_id_tag (
    vehicle_id text    not null references vehicle on delete cascade,
    position   integer not null,
    id_tag     text    not null unique,
    primary key (vehicle_id, position)
);

-- Duties and telematics outlive a vehicle's entry in the register, so that a new import of the register loses nothing.
create table duty (
    duty_id      bigint           generated always as identity primary key,
    vehicle_id   text             not null,
    arrives_at   timestamptz      not null,
    departs_at   timestamptz      not null,
    required_kwh double precision not null,
    trip_kwh     double precision not null,
    check (departs_at > arrives_at)
);
create index duty_by_departure on duty (departs_at);

create table telematics_sample (
    vehicle_id    text             not null,
    at            timestamptz      not null,
    received_at   timestamptz      not null,
    soc_kwh       double precision not null,
    written_order bigint           not null default nextval('journal_order'),
    primary key (vehicle_id, at)
);
create index telematics_sample_by_order on telematics_sample (vehicle_id, written_order);

create table site (
    site_id                  integer          primary key check (site_id = 1),
    import_limit_kw          double precision not null,
    export_limit_kw          double precision not null,
    demand_charge_eur_per_kw double precision not null
);

create table site_limit (
    site_id         integer          not null references site on delete cascade,
    position        integer          not null,
    limit_id        text             not null,
    parent_id       text,
    import_limit_kw double precision not null,
    export_limit_kw double precision not null,
    primary key (site_id, position),
    unique (site_id, limit_id)
);

create table site_price (
    site_id            integer          not null references site on delete cascade,
    position           integer          not null,
    from_at            timestamptz      not null,
    import_eur_per_kwh double precision not null,
    export_eur_per_kwh double precision not null,
    primary key (site_id, position)
);

create table site_load (
    site_id      integer          not null references site on delete cascade,
    position     integer          not null,
    from_at      timestamptz      not null,
    base_load_kw double precision not null,
    pv_kw        double precision not null,
    primary key (site_id, position)
);

create table site_peak (
    month     date             primary key check (extract(day from month) = 1),
    import_kw double precision not null
);
comment on table site_peak is 'The highest import of each month in the depot''s time zone, for the demand charge.';

create table grid_request (
    request_id               text        primary key,
    kind                     text        not null,
    from_at                  timestamptz not null,
    to_at                    timestamptz not null,
    kw                       double precision,
    lower_kwh                double precision,
    upper_kwh                double precision,
    penalty_eur_per_kwh      double precision,
    hold_minutes             integer,
    earn_eur_per_kw_per_hour double precision,
    firm                     boolean,
    check (to_at > from_at),
    check (case kind
        when 'IMPORT_LIMIT' then kw is not null
        when 'SUM_SOC_BAND' then lower_kwh is not null and upper_kwh is not null
        when 'DISPATCH'     then kw is not null and penalty_eur_per_kwh is not null
        when 'RESERVE_UP'   then kw is not null and hold_minutes is not null and earn_eur_per_kw_per_hour is not null and firm is not null
        when 'RESERVE_DOWN' then kw is not null and hold_minutes is not null and earn_eur_per_kw_per_hour is not null and firm is not null
        else false end)
);
create index grid_request_by_end on grid_request (to_at);
