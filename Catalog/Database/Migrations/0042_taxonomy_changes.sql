-- Every edit of a scheme, with the categories concerned as they were and as it left them, so that it can be undone while nobody has touched them since.
create table taxonomy_change (
    id         bigint generated always as identity primary key,
    scheme_id  bigint not null references scheme on delete cascade,
    kind       text not null check (kind in ('add', 'words', 'move', 'merge', 'split', 'deprecate')),
    -- For the history: the labels concerned, as they were then.
    summary    jsonb not null,
    before     jsonb not null,
    after      jsonb not null,
    -- The partner tags that a split moved by hand of the curator.
    tag_batch  uuid,
    changed_by text not null,
    changed_at timestamptz not null default now(),
    undone_at  timestamptz,
    undone_by  text
);
create index taxonomy_change_scheme on taxonomy_change (scheme_id, id desc);
