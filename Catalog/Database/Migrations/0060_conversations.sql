-- Conversations with the finder: kept without any name, so that a person can come back to theirs; forgotten after a month, or at once when asked.
create table conversation (
    -- Chosen at random by the browser: who knows it may read and go on with the conversation.
    id          text primary key check (id ~ '^[A-Za-z0-9_-]{20,64}$'),
    -- What the next question may refer to.
    state       jsonb not null default '{}',
    -- Who knows this one may read only.
    share_token text unique,
    started_at  timestamptz not null default now(),
    last_at     timestamptz not null default now()
);
create index conversation_last on conversation (last_at);

create table conversation_turn (
    id              text primary key check (id ~ '^[A-Za-z0-9_-]{20,64}$'),
    conversation_id text not null references conversation on delete cascade,
    number          int not null,
    question        text not null,
    -- What was shown, in order, to be shown again.
    parts           jsonb not null,
    asked_at        timestamptz not null default now(),
    unique (conversation_id, number)
);

-- What operators count. No question and no conversation: it outlives both and leads back to nobody.
create table finder_turn (
    id              bigint generated always as identity primary key,
    -- While the conversation is kept, the turn that a thumb refers to; null afterwards.
    turn_id         text unique references conversation_turn on delete set null,
    asked_on        timestamptz not null default now(),
    intent          text not null,
    themes          text[] not null default '{}',
    audiences       text[] not null default '{}',
    territory_code  text references territory on delete set null,
    found           int not null,
    -- Shown from outside the place asked for.
    loosened        boolean not null,
    abstained       boolean not null,
    stopped         boolean not null default false,
    emergency       boolean not null default false,
    by_model        boolean not null,
    -- Why a model's words were not shown: 'slow', 'failed', 'budget', 'checks', 'nothing'.
    fallback        text,
    sentences       int not null default 0,
    -- Sentences withheld, by the check they failed: {"Number": 2}.
    withheld        jsonb not null default '{}',
    calls           jsonb not null default '[]',
    tokens_read     int not null default 0,
    tokens_written  int not null default 0,
    euros           numeric(12, 6) not null default 0,
    first_card_ms   int,
    total_ms        int not null,
    useful          boolean,
    reason          text
);
create index finder_turn_asked on finder_turn (asked_on);
