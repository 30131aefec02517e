-- What a scheme needs to follow its shipped file, and partner tags to be proposed for and corrected.

-- Lower case without accents, so that spellings compare; immutable (the dictionary is named), so that it can be indexed.
create function plain(text) returns text
    language sql immutable strict parallel safe
    as $$ select lower(public.unaccent('public.unaccent', $1)) $$;

-- The shipped document last imported, letter for letter: a later release adds and removes what changed between the two, and leaves curators' edits alone.
alter table scheme add column shipped json;

-- Words keep the order they were given in.
alter table category_label add column position int not null default 0;

alter table category add constraint category_replaced_is_deprecated check (replaced_by is null or deprecated_at is not null);

-- Each category and the one that stands for it today: itself, or the end of its chain of replacements. Deprecated without one: absent.
create view category_in_use as
with recursive chain (id, at, steps) as (
    select id, id, 0 from category
    union all
    select chain.id, category.replaced_by, steps + 1
      from chain join category on category.id = chain.at
     where category.replaced_by is not null and steps < 20)
select chain.id as category_id, chain.at as in_use_id
  from chain join category on category.id = chain.at
 where category.deprecated_at is null;

create index partner_tag_plain on partner_tag using gin (plain(tag) gin_trgm_ops);
create index partner_tag_state on partner_tag (state, partner_id);
create index partner_tag_category_category on partner_tag_category (category_id);

-- Every change of a mapping, so that any can be undone; one batch is one gesture of a curator.
create table partner_tag_change (
    id                bigint generated always as identity primary key,
    batch             uuid not null,
    partner_id        bigint not null references partner on delete cascade,
    tag               text not null,
    state_before      text not null,
    categories_before bigint[] not null,
    state_after       text not null,
    categories_after  bigint[] not null,
    changed_by        text not null,
    changed_at        timestamptz not null default now(),
    undone_at         timestamptz,
    undone_by         text
);
create index partner_tag_change_batch on partner_tag_change (batch);
create index partner_tag_change_tag on partner_tag_change (partner_id, tag, id desc);

-- One label and one definition in each language, which is one of each kind and not one of both.
drop index category_label_one_preferred;
create unique index category_label_one_of_kind on category_label (category_id, language, kind) where kind in ('preferred', 'definition');
