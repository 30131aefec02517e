-- What suggestions, decisions and classifiers need beyond their core tables.

-- At or above the threshold that the classifier chose for the category: in force until a curator has spoken.
alter table suggestion add column is_sure boolean not null default false;

-- Initiatives about which somebody decided: the suggest step turns these marks into work for the initiatives that resemble them. Never waits, hence no key.
create table decision_echo (
    initiative_id bigint not null
);

create index decision_of_category on decision (category_id, decided_at);
create index decision_decided_at on decision (decided_at);
