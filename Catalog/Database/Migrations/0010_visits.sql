-- Visits that survive their worker: every page known to a visit, what came of it, and the bytes it gave.

alter table partner add column schedule text;
comment on column partner.schedule is 'A cron expression, hours in France; null: as often as the worker''s setting says.';
alter table partner add column next_visit_at timestamptz;
create index partner_next_visit on partner (next_visit_at) where paused_at is null;

alter table visit add column recipe_version int;
-- Put off: not to be taken on before this.
alter table visit add column not_before timestamptz;
-- False when pages failed, a limit was met or the visit was stopped: what it did not see may still be there.
alter table visit add column is_complete boolean not null default false;
-- Found on a page and not kept: no title, or a field that the recipe requires.
alter table visit add column rejected int not null default 0;
create index visit_running on visit (leased_until) where state = 'running';

-- A visit's frontier while it runs, its log afterwards.
create table visit_page (
    visit_id     bigint not null references visit on delete cascade,
    -- In the order met.
    number       int not null,
    address      text not null,
    role         text not null check (role in ('list', 'detail', 'sitemap')),
    -- Links from a start address.
    depth        int not null,
    -- What the list that led here said of the initiative, by field.
    carried      jsonb,
    -- When its sitemap says that the page last changed.
    changed_at   timestamptz,
    state        text not null check (state in ('waiting', 'done', 'missing', 'forbidden', 'failed')),
    attempts     int not null default 0,
    -- Not before this, where it failed and will be tried again.
    due_at       timestamptz,
    -- How its bytes were had: 'fetched' anew, 'unchanged' (the partner said so, or the bytes were the same), or 'copy' (not asked for).
    origin       text check (origin in ('fetched', 'unchanged', 'copy')),
    status       int,
    bytes        int,
    took_ms      int,
    items        int,
    -- Keys of the initiatives found here, each with the time of its last change where the partner says so: "key" or "key␟2026-11-30T10:00:00Z".
    found        jsonb,
    message      text,
    finished_at  timestamptz,
    primary key (visit_id, number)
);
create index visit_page_waiting on visit_page (visit_id, number) where state = 'waiting';

-- The bytes of pages as last fetched, so that they can be read again with another recipe, and asked for only if they have changed.
-- A copy made by a visit that turned out bad stays beside the good one until a visit is good again.
create table page_copy (
    partner_id   bigint not null references partner on delete cascade,
    -- The first half of the address's SHA-256.
    address_key  uuid not null,
    visit_id     bigint not null references visit on delete cascade,
    address      text not null,
    -- Where redirects led.
    final_address text not null,
    etag         text,
    last_modified text,
    media_type   text,
    charset      text,
    digest       uuid not null,
    -- Brotli.
    body         bytea not null,
    fetched_at   timestamptz not null default now(),
    primary key (partner_id, address_key, visit_id)
);
create index page_copy_visit on page_copy (visit_id);
alter table page_copy alter column body set storage external;

-- What a visit read and has not yet applied: it is, all at once, when the visit ends and the partner's pages have not suddenly lost their fields.
create table visit_record (
    visit_id   bigint not null references visit on delete cascade,
    key        text not null,
    document   jsonb not null,
    primary key (visit_id, key)
);
