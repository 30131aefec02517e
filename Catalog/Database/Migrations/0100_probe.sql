-- A look at a partner's site that somebody in the portal waits for. Only the worker talks to the outside, so the portal asks here and a worker answers here.
create table probe (
    id           uuid primary key default gen_random_uuid(),
    kind         text not null check (kind in ('propose', 'preview', 'page')),
    -- Whose recipe is being worked on; null for a partner still to be added.
    partner_id   bigint references partner on delete cascade,
    -- The page to look at; a preview takes its recipe's.
    address      text,
    -- As it stands in the editor, valid or not.
    recipe       jsonb,
    options      jsonb not null default '{}',
    asked_by     text,
    asked_at     timestamptz not null default now(),
    -- Workers that have begun: a look that has brought two of them down is not tried a third time.
    attempts     int not null default 0,
    lease_owner  text,
    leased_until timestamptz,
    -- What is being done, in French, for the person who waits.
    step         text,
    answered_at  timestamptz,
    answer       jsonb,
    -- Why there is no answer, in French, for the person who waited; and in a word, for the page that shows it.
    failure      text,
    trouble      text check (trouble in ('robots', 'unreachable', 'refused', 'unreadable', 'recipe', 'slow', 'broken')),
    check (kind = 'preview' or address is not null),
    check (kind <> 'preview' or recipe is not null),
    check ((answered_at is null) = (answer is null and failure is null))
);
create index probe_waiting on probe (asked_at) where answered_at is null;
create index probe_asked_at on probe (asked_at);
