-- What every part of the product agrees on: partners and their visits, initiatives, categories, territories.
create extension if not exists vector;
create extension if not exists pg_trgm;
create extension if not exists unaccent;

create table partner (
    id           bigint generated always as identity primary key,
    slug         text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    name         text not null,
    home_url     text not null,
    description  text not null default '',
    -- The version of its recipe in force; null until one has been saved.
    recipe_version int,
    paused_at    timestamptz,
    created_at   timestamptz not null default now()
);

-- Every version is kept: a recipe can be compared with, and put back to, any earlier one.
create table recipe (
    partner_id   bigint not null references partner on delete cascade,
    version      int not null,
    document     jsonb not null,
    comment      text not null default '',
    saved_by     text,
    saved_at     timestamptz not null default now(),
    primary key (partner_id, version)
);

-- A visit is a row before it is work: the portal asks by inserting, a worker answers by claiming.
create table visit (
    id            bigint generated always as identity primary key,
    partner_id    bigint references partner on delete cascade,
    kind          text not null check (kind in ('visit', 'preview', 'reread')),
    -- For a preview: the recipe under trial, which may belong to no partner yet.
    recipe        jsonb,
    state         text not null default 'asked' check (state in ('asked', 'running', 'done', 'failed', 'stopped', 'quarantined')),
    asked_at      timestamptz not null default now(),
    asked_by      text,
    started_at    timestamptz,
    finished_at   timestamptz,
    lease_owner   text,
    leased_until  timestamptz,
    stop_asked_at timestamptz,
    pages         int not null default 0,
    added         int not null default 0,
    changed       int not null default 0,
    unchanged     int not null default 0,
    gone          int not null default 0,
    failed        int not null default 0,
    -- One sentence for the source editor when the visit failed or was quarantined.
    message       text,
    report        jsonb not null default '{}'
);
create unique index visit_one_running on visit (partner_id) where state = 'running' and kind <> 'preview';
create index visit_asked on visit (asked_at) where state = 'asked';
create index visit_of_partner on visit (partner_id, id desc);

create table territory (
    -- Official code, prefixed by level, since départements and régions share numbers: 'COM-23096', 'DEP-23', 'REG-75', 'FRA'.
    code         text primary key,
    level        text not null check (level in ('country', 'region', 'departement', 'commune')),
    name         text not null,
    parent_code  text references territory,
    latitude     double precision,
    longitude    double precision,
    population   int,
    postcodes    text[] not null default '{}'
);
create index territory_parent on territory (parent_code);
create index territory_level_name on territory (level, name);
create index territory_postcode on territory using gin (postcodes);

create table initiative (
    id               bigint generated always as identity primary key,
    partner_id       bigint not null references partner on delete cascade,
    -- What names the initiative at its partner: its page's address, or the partner's own identifier.
    key              text not null,
    page_url         text not null,
    title            text not null,
    summary          text not null default '',
    body             text not null default '',
    organisation     text,
    website          text,
    image_url        text,
    address          text,
    postcode         text,
    latitude         double precision,
    longitude        double precision,
    -- The finest territory known; null when not stated.
    territory_code   text references territory,
    -- Serves the whole country, so that it is offered everywhere.
    is_national      boolean not null default false,
    published_on     date,
    -- Fields of the partner beyond ours, as they were read: {"legal_form": "association"}.
    extra            jsonb not null default '{}',
    status           text not null default 'published' check (status in ('published', 'draft', 'gone', 'merged')),
    merged_into      bigint references initiative,
    -- The values as the partner's pages gave them at the last visit, by field: what a hand edit hides, and what undoing it brings back.
    source           jsonb not null default '{}',
    -- Fields edited by hand, which win over every later visit: {"title": {"value": …, "by": …, "at": …, "over": the source's value then}}.
    hand             jsonb not null default '{}',
    missed_visits    int not null default 0,
    first_seen_at    timestamptz not null default now(),
    last_seen_at     timestamptz not null default now(),
    changed_at       timestamptz not null default now(),
    -- Grows by one whenever text, tags or place change: steps remember the revision they worked on and redo what lags behind.
    revision         int not null default 1,
    unique (partner_id, key)
);
create index initiative_territory on initiative (territory_code);
create index initiative_published on initiative (id) where status = 'published';
create index initiative_title_trgm on initiative using gin (title gin_trgm_ops);

create table initiative_tag (
    initiative_id bigint not null references initiative on delete cascade,
    -- As the partner wrote it.
    tag           text not null,
    position      int not null,
    primary key (initiative_id, tag)
);
create index initiative_tag_tag on initiative_tag (tag);

-- The bring-up-to-date loop: which revision of an initiative a step has worked on, and with which version of the step's own inputs
-- (the active model, the scheme, the mapping). A missing row, an older revision or another version all mean the same: the row lacks the step.
create table initiative_step (
    initiative_id bigint not null references initiative on delete cascade,
    step          text not null,
    revision      int not null,
    version       text not null,
    done_at       timestamptz not null default now(),
    -- A step that failed on this row is tried again later, not at once.
    failure       text,
    retry_at      timestamptz,
    primary key (initiative_id, step)
);
create index initiative_step_step on initiative_step (step, version, revision);

create table scheme (
    id          bigint generated always as identity primary key,
    name        text not null,
    version     int not null,
    labels      jsonb not null default '{}',
    is_active   boolean not null default false,
    -- Grows at every edit: readers that hold a copy know when theirs is old.
    edition     int not null default 1,
    imported_at timestamptz not null default now(),
    unique (name, version)
);
create unique index scheme_one_active on scheme (name) where is_active;

create table category (
    id             bigint generated always as identity primary key,
    scheme_id      bigint not null references scheme on delete cascade,
    -- 'theme', 'audience', 'stage', 'approach', 'scale' or 'content'.
    facet          text not null,
    level          int not null check (level in (1, 2)),
    notation       text not null,
    parent_id      bigint references category,
    position       int not null,
    deprecated_at  timestamptz,
    replaced_by    bigint references category,
    -- Never by notation alone: sheets of the field reuse codes across versions and levels.
    unique (scheme_id, facet, level, notation)
);

create table category_label (
    category_id bigint not null references category on delete cascade,
    language    text not null,
    kind        text not null check (kind in ('preferred', 'synonym', 'expression', 'definition')),
    text        text not null,
    primary key (category_id, language, kind, text)
);
create unique index category_label_one_preferred on category_label (category_id, language) where kind in ('preferred', 'definition');

-- Per partner, because the same word means different things to two partners.
create table partner_tag (
    partner_id  bigint not null references partner on delete cascade,
    tag         text not null,
    -- 'unmapped' waits for a curator; 'automatic' was mapped by an exact match; 'mapped' and 'ignored' were decided by hand.
    state       text not null default 'unmapped' check (state in ('unmapped', 'automatic', 'mapped', 'ignored')),
    decided_by  text,
    decided_at  timestamptz,
    primary key (partner_id, tag)
);

create table partner_tag_category (
    partner_id  bigint not null,
    tag         text not null,
    category_id bigint not null references category on delete cascade,
    primary key (partner_id, tag, category_id),
    foreign key (partner_id, tag) references partner_tag on delete cascade
);

create table classifier (
    id          bigint generated always as identity primary key,
    name        text not null,
    parameters  bytea not null,
    metrics     jsonb not null default '{}',
    trained_at  timestamptz not null default now(),
    is_active   boolean not null default false
);
create unique index classifier_one_active on classifier (is_active) where is_active;

create table suggestion (
    initiative_id bigint not null references initiative on delete cascade,
    category_id   bigint not null references category on delete cascade,
    probability   real not null check (probability between 0 and 1),
    -- What each witness said, for the curator: [{"witness": "tag", "text": "mobilité douce", "weight": 1.2}, …].
    reasons       jsonb not null default '[]',
    model         text not null,
    made_at       timestamptz not null default now(),
    primary key (initiative_id, category_id)
);
create index suggestion_category on suggestion (category_id, probability desc);

-- What a curator said; the last one not undone counts.
create table decision (
    id            bigint generated always as identity primary key,
    initiative_id bigint not null references initiative on delete cascade,
    category_id   bigint not null references category on delete cascade,
    verdict       text not null check (verdict in ('accepted', 'rejected')),
    decided_by    text not null,
    decided_at    timestamptz not null default now(),
    -- What had been suggested then, and by which model; null when the curator added the category unprompted.
    probability   real,
    model         text,
    undone_at     timestamptz,
    undone_by     text
);
create index decision_of_initiative on decision (initiative_id, category_id) where undone_at is null;

-- The categories in force, which facets count: confirmed by a curator, else mapped from the partner's tags, else suggested with enough certainty.
create table initiative_category (
    initiative_id bigint not null references initiative on delete cascade,
    category_id   bigint not null references category on delete cascade,
    origin        text not null check (origin in ('confirmed', 'mapped', 'suggested')),
    probability   real not null default 1,
    primary key (initiative_id, category_id)
);
create index initiative_category_category on initiative_category (category_id, initiative_id);

create table embedding_model (
    id          bigint generated always as identity primary key,
    name        text not null unique,
    provider    text not null,
    dimensions  int not null,
    parameters  bytea,
    details     jsonb not null default '{}',
    is_active   boolean not null default false,
    made_at     timestamptz not null default now()
);
create unique index embedding_model_one_active on embedding_model (is_active) where is_active;

create table initiative_embedding (
    initiative_id bigint not null references initiative on delete cascade,
    model_id      bigint not null references embedding_model on delete cascade,
    chunk         int not null,
    embedding     halfvec not null,
    primary key (model_id, initiative_id, chunk)
);
create index initiative_embedding_initiative on initiative_embedding (initiative_id);
