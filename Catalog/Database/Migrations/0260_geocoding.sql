-- What an address service answered, once per address: "asked and not found" is an answer too, and is not asked again.
create table geocoded_address (
    query        text primary key,
    service      text not null,
    asked_at     timestamptz not null default now(),
    -- Null when the service knows no such address, or not surely enough.
    latitude     double precision,
    longitude    double precision,
    commune_code text,
    label        text,
    -- housenumber, street or locality, in the words of the Base Adresse Nationale.
    kind         text,
    score        real,
    check ((latitude is null) = (longitude is null) and (latitude is null) = (commune_code is null))
);

-- Which address was asked about for which initiative: an answer counts only as long as the initiative still says the same.
create table initiative_geocode (
    initiative_id bigint primary key references initiative on delete cascade,
    address       text not null,
    postcode      text,
    query         text not null references geocoded_address
);
create index initiative_geocode_query on initiative_geocode (query);

alter table initiative_place drop constraint initiative_place_origin_check;
alter table initiative_place add constraint initiative_place_origin_check
    check (origin in ('coordinates', 'geocoded', 'postcode-and-name', 'postcode', 'name', 'none'));
