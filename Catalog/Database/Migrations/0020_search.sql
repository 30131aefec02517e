-- What search reads: one row per indexed initiative, and for every stem the documents that have it.

-- Facet values by small numbers, so that a document's values are a short list. Never deleted: numbers are remembered by portals.
create table search_value (
    number  int generated always as identity primary key,
    facet   text not null,
    value   text not null,
    -- One level coarser: the theme of a sub-theme.
    parent  text,
    unique (facet, value)
);

create table search_document (
    -- Dense, from 0: postings refer to it, and it indexes the portal's arrays. The number of a deleted initiative is given to a later one.
    number        int primary key,
    initiative_id bigint unique,
    -- False hides it from search at once, before its words are taken out of the postings.
    is_live       boolean not null,
    facet_values  int[] not null,
    latitude      double precision,
    longitude     double precision,
    published_on  date,
    seen_on       date not null,
    title_key     text not null,
    -- Weighted numbers of words, the lengths by which BM25 divides: title, organisation, tags and categories; summary and body.
    head_length   real not null,
    text_length   real not null,
    -- Folded words, stop words included: a line each for title, organisation, tags, categories and every passage. Quoted phrases are looked for here.
    words         text not null,
    -- Its distinct stems, parted by spaces: the postings to take out when it changes.
    stems         text not null,
    -- The transaction that wrote the row: a portal asks for what its last snapshot could not see.
    changed_in    xid8 not null
);
create index search_document_changed on search_document (changed_in);
create index search_document_free on search_document (number) where initiative_id is null;

-- Postings of a stem in blocks of 4,096 documents. Four little-endian bytes each, ascending: number within the block (2), frequency in the head (1)
-- and in the text (1), in quarters. How many there are is the stem's document frequency, so that statistics cannot lag behind.
create table search_posting (
    stem     text not null,
    block    int not null,
    postings bytea not null,
    primary key (stem, block)
) with (fillfactor = 75);
alter table search_posting alter column postings set storage external;

-- The catalogue's own vocabulary, for corrections.
create table search_word (
    word  text primary key,
    -- As it is mostly written, with its accents.
    shown text not null,
    stem  text not null
);
create index search_word_trgm on search_word using gin (word gin_trgm_ops);
create index search_word_stem on search_word (stem);

create function search_document_stamp() returns trigger language plpgsql as $$
begin
    new.changed_in := pg_current_xact_id();
    return new;
end $$;
create trigger search_document_stamp before insert or update on search_document
    for each row execute function search_document_stamp();

-- Initiatives whose facets or status have changed without a new revision. The index step turns these marks into work, of initiatives that no
-- worker holds at that moment: one that is being indexed meanwhile keeps its mark and is done again. Never waits, hence no key.
create table search_stale (
    initiative_id bigint not null
);

create function search_mark_stale(initiatives bigint[]) returns void language sql as $$
    insert into search_stale select unnest(initiatives);
    select pg_notify('up_to_date', 'index');
$$;

create function search_initiative_changed() returns trigger language plpgsql as $$
begin
    -- Hidden in the same transaction; showing it again waits for the index step.
    update search_document d set is_live = false
      from changed c
     where d.initiative_id = c.id and c.status <> 'published' and d.is_live;
    perform search_mark_stale(array_agg(c.id))
       from changed c
       join before b using (id)
      where b.revision = c.revision
        and (b.status, b.territory_code, b.is_national, b.latitude, b.longitude, b.published_on, b.title, b.summary, b.body, b.organisation)
            is distinct from (c.status, c.territory_code, c.is_national, c.latitude, c.longitude, c.published_on, c.title, c.summary, c.body, c.organisation)
     having count(*) > 0;
    return null;
end $$;
create trigger search_initiative_changed after update on initiative
    referencing old table as before new table as changed
    for each statement execute function search_initiative_changed();

create function search_initiative_deleted() returns trigger language plpgsql as $$
begin
    update search_document d set initiative_id = null, is_live = false
      from deleted
     where d.initiative_id = deleted.id;
    return null;
end $$;
create trigger search_initiative_deleted after delete on initiative
    referencing old table as deleted
    for each statement execute function search_initiative_deleted();

create function search_categories_changed() returns trigger language plpgsql as $$
begin
    perform search_mark_stale(array_agg(distinct initiative_id)) from changed having count(*) > 0;
    return null;
end $$;
create trigger search_categories_added after insert on initiative_category
    referencing new table as changed
    for each statement execute function search_categories_changed();
create trigger search_categories_moved after update on initiative_category
    referencing new table as changed
    for each statement execute function search_categories_changed();
create trigger search_categories_removed after delete on initiative_category
    referencing old table as changed
    for each statement execute function search_categories_changed();

create function search_labels_changed() returns trigger language plpgsql as $$
begin
    perform search_mark_stale(array_agg(distinct ic.initiative_id))
       from changed
       join initiative_category ic using (category_id)
      where changed.kind = 'preferred' and changed.language = 'fr'
     having count(*) > 0;
    return null;
end $$;
create trigger search_labels_added after insert on category_label
    referencing new table as changed
    for each statement execute function search_labels_changed();
create trigger search_labels_moved after update on category_label
    referencing new table as changed
    for each statement execute function search_labels_changed();
