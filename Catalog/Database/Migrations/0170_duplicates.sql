-- Initiatives that may be one: what speaks for it, and what a curator said once and for all.

-- Candidates are looked for by name, organisation, website, and by meaning within a commune.
create index initiative_organisation on initiative (lower(organisation)) where status = 'published' and organisation is not null;

create function website_key(website text) returns text language sql immutable parallel safe as $$
    select nullif(regexp_replace(regexp_replace(lower(website), '^https?://(www\.)?', ''), '[/?#]+$', ''), '')
$$;
create index initiative_website on initiative (website_key(website)) where status = 'published' and website is not null;

create table duplicate_candidate (
    -- The younger of the two; of a pair that is merged, the older one's address stays.
    initiative_id bigint not null references initiative on delete cascade,
    other_id      bigint not null references initiative on delete cascade,
    probability   real not null check (probability between 0 and 1),
    -- What speaks for and against it: [{"kind": "name", "weight": 4.1}, …].
    reasons       jsonb not null,
    found_at      timestamptz not null default now(),
    primary key (initiative_id, other_id),
    check (initiative_id > other_id)
);
create index duplicate_candidate_other on duplicate_candidate (other_id);
create index duplicate_candidate_probability on duplicate_candidate (probability desc);

-- The last verdict of a pair that is not undone counts, whatever becomes of the two texts.
create table duplicate_verdict (
    id            bigint generated always as identity primary key,
    initiative_id bigint not null references initiative on delete cascade,
    other_id      bigint not null references initiative on delete cascade,
    verdict       text not null check (verdict in ('same', 'different')),
    probability   real,
    decided_by    text not null,
    decided_at    timestamptz not null default now(),
    undone_at     timestamptz,
    undone_by     text,
    check (initiative_id > other_id)
);
create index duplicate_verdict_pair on duplicate_verdict (initiative_id, other_id) where undone_at is null;

insert into duplicate_verdict (initiative_id, other_id, verdict, decided_by, decided_at)
select greatest(initiative_id, other_id), least(initiative_id, other_id), 'different', dismissed_by, dismissed_at
  from quality_dismissal d
 where kind = 'Duplicate' and initiative_id <> other_id and exists (select from initiative i where i.id = d.other_id);
delete from quality_dismissal where kind = 'Duplicate';
