-- Questions whose right answer is known: a model that is to take another's place is held against them first.
create table evaluation_question (
    id            bigint generated always as identity primary key,
    question      text not null,
    initiative_id bigint not null references initiative on delete cascade,
    unique (question, initiative_id)
);
