-- The curation desk: who has which initiative before their eyes, what they did with it, what they said to each other.

-- One curator at a time sees an initiative. A lease ends by itself, so that a closed laptop keeps nothing from anybody.
create table desk_lease (
    initiative_id bigint primary key references initiative on delete cascade,
    curator       text not null,
    leased_until  timestamptz not null
);
create index desk_lease_curator on desk_lease (curator);

-- What a curator did with an initiative in one go: the unit of the session's history, of undoing, and of the measures.
create table desk_gesture (
    id            bigint generated always as identity primary key,
    -- Made with the form: the same form sent twice, its first answer lost, is one gesture. A bulk gesture has the key once per initiative.
    key           uuid not null,
    initiative_id bigint not null references initiative on delete cascade,
    curator       text not null,
    -- 'muted' is never asked again, by anybody; 'skipped' not by this curator until the initiative changes; 'bulk' accepted some suggestions unread.
    kind          text not null check (kind in ('decided', 'skipped', 'muted', 'bulk')),
    -- Of the initiative when it was shown: an older one than today's means that it has changed since.
    revision      int not null,
    shown_at      timestamptz,
    done_at       timestamptz not null default now(),
    -- Those it made, without those that had been made before and were only repeated.
    decisions     bigint[] not null default '{}',
    undone_at     timestamptz,
    undone_by     text,
    unique (key, initiative_id)
);
create index desk_gesture_initiative on desk_gesture (initiative_id, kind) where undone_at is null;
create index desk_gesture_curator on desk_gesture (curator, id desc);

create table desk_comment (
    id            bigint generated always as identity primary key,
    initiative_id bigint not null references initiative on delete cascade,
    author        text not null,
    text          text not null,
    written_at    timestamptz not null default now(),
    removed_at    timestamptz
);
create index desk_comment_initiative on desk_comment (initiative_id, id);

-- Kept for one curator: not in the others' queue.
create table desk_assignment (
    initiative_id bigint primary key references initiative on delete cascade,
    curator       text not null,
    assigned_by   text not null,
    assigned_at   timestamptz not null default now()
);
create index desk_assignment_curator on desk_assignment (curator);

-- How often an initiative's page was asked for, by people as far as one can tell; nothing of who they are.
create table initiative_traffic (
    initiative_id bigint primary key references initiative on delete cascade,
    views         bigint not null default 0
);
