-- Correcting initiatives by hand, with undo, and what a curator said is right as it is.

-- One field of one correction; a batch is what a curator saved at once.
create table initiative_edit (
    id            bigint generated always as identity primary key,
    batch         uuid not null,
    initiative_id bigint not null references initiative on delete cascade,
    field         text not null,
    value_before  text,
    -- What initiative.hand held for the field before: null when the partner's own value was shown.
    hand_before   jsonb,
    value_after   text,
    edited_by     text not null,
    edited_at     timestamptz not null default now(),
    undone_at     timestamptz,
    undone_by     text
);
create index initiative_edit_initiative on initiative_edit (initiative_id, id desc);
create index initiative_edit_batch on initiative_edit (batch);

-- A finding that a curator judged right as it is: not shown again until the initiative changes. For duplicates, of a pair.
create table quality_dismissal (
    kind          text not null,
    initiative_id bigint not null references initiative on delete cascade,
    other_id      bigint not null default 0,
    revision      int not null,
    dismissed_by  text not null,
    dismissed_at  timestamptz not null default now(),
    primary key (kind, initiative_id, other_id)
);
