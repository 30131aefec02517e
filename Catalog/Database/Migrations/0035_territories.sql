-- Official geography: where positions come from, names people still use, and which edition is loaded.
alter table territory
    -- Lower case, no accents, one space between words: what typed text is compared with.
    add column search_name text not null default '',
    -- INSEE's kind of article, which decides between "à", "au", "en", "dans le": 0 none, 1 none before a vowel, 2 le, 3 la, 4 les, 5 l'.
    add column article smallint not null default 0,
    -- Whose position this is: the commune's own, or the middle of the communes that share its postcode, its intercommunality, its arrondissement, its département.
    add column position_of text check (position_of in ('commune', 'postcode', 'intercommunality', 'arrondissement', 'departement', 'members'));
create index territory_search_name on territory (search_name text_pattern_ops);

-- Names that are no longer, or never were, a territory's own: communes merged into another, municipal arrondissements.
create table territory_name (
    code        text not null references territory on delete cascade,
    name        text not null,
    search_name text not null,
    primary key (code, name)
);
create index territory_name_search_name on territory_name (search_name text_pattern_ops);

create table territory_edition (
    only_row  boolean primary key default true check (only_row),
    -- Of the files that were loaded: the same digest is not loaded twice.
    digest    text not null,
    loaded_at timestamptz not null default now()
);

-- What the place step found, beside the territory it set: a conflict waits for a curator instead of being guessed away.
create table initiative_place (
    initiative_id bigint primary key references initiative on delete cascade,
    -- What decided: the partner's coordinates, a postcode with its commune, a postcode alone, a name, or nothing.
    origin        text not null check (origin in ('coordinates', 'postcode-and-name', 'postcode', 'name', 'none')),
    -- Where to draw it and measure from: the partner's own coordinates unless they conflict, else the territory's.
    latitude      double precision,
    longitude     double precision,
    -- Null when the evidence agrees; else both sides, for the curator.
    conflict      jsonb
);
create index initiative_place_conflict on initiative_place (initiative_id) where conflict is not null;
