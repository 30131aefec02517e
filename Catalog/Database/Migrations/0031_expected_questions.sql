-- Everyday questions that an initiative answers, as a language model expects them. They help to find it and are never shown as facts.
create table expected_question (
    initiative_id bigint not null references initiative on delete cascade,
    question      text not null,
    position      int not null,
    -- The language model, and the edition of the prompt, that made it.
    model         text not null,
    made_at       timestamptz not null default now(),
    -- Taken out by a curator: kept, so that the same question is not let in again.
    removed_at    timestamptz,
    removed_by    text,
    primary key (initiative_id, question)
);

-- Every call to the language model on behalf of the catalogue: what it was for, what it cost, how it ended.
create table question_call (
    id            bigint generated always as identity primary key,
    initiative_id bigint references initiative on delete set null,
    model         text not null,
    asked_at      timestamptz not null default now(),
    input_tokens  int,
    output_tokens int,
    outcome       text not null
);
create index question_call_asked_at on question_call (asked_at);
