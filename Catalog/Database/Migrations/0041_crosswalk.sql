-- What a category of one scheme is called in another. A tag mapped or an initiative confirmed under an earlier version goes on counting under the one in force.
create table crosswalk (
    from_category_id bigint not null references category on delete cascade,
    to_category_id   bigint not null references category on delete cascade,
    -- As SKOS says it: 'exact', 'close', 'broad' (the target is wider) or 'narrow' (the target is narrower).
    relation         text not null default 'close' check (relation in ('exact', 'close', 'broad', 'narrow')),
    primary key (from_category_id, to_category_id),
    check (from_category_id <> to_category_id)
);
create index crosswalk_to on crosswalk (to_category_id);

-- Each category and those of the scheme in force that stand for it today: itself, the end of its chain of replacements, or what the crosswalk leads to.
-- A table kept by triggers, since every query about categories reads it and only edits of a taxonomy change it.
drop view category_in_use;
create table category_in_use (
    category_id bigint not null references category on delete cascade,
    in_use_id   bigint not null references category on delete cascade,
    primary key (category_id, in_use_id)
);
create index category_in_use_other_way on category_in_use (in_use_id, category_id);

create function refresh_category_in_use() returns trigger
    language plpgsql
    -- Compiling the query would take longer than running it.
    set jit = off
    as $$
begin
    create temporary table category_in_use_now on commit drop as
    with recursive way (id, at, steps) as (
        select id, id, 0 from category
        union
        select way.id, next.id, steps + 1
          from way
          join lateral (
              select c.replaced_by as id from category c where c.id = way.at and c.replaced_by is not null
              union all
              select x.to_category_id
                from category c
                join scheme s on s.id = c.scheme_id and not s.is_active
                join crosswalk x on x.from_category_id = c.id
               where c.id = way.at and c.replaced_by is null) next on true
         where steps < 20)
    select distinct way.id as category_id, way.at as in_use_id
      from way
      join category on category.id = way.at and category.deprecated_at is null
      join scheme on scheme.id = category.scheme_id and scheme.is_active;

    delete from category_in_use u
     where not exists (select from category_in_use_now n where n.category_id = u.category_id and n.in_use_id = u.in_use_id);
    insert into category_in_use select * from category_in_use_now on conflict do nothing;
    drop table category_in_use_now;
    return null;
end
$$;

create trigger category_in_use_follows after insert or delete or update of deprecated_at, replaced_by on category
    for each statement execute function refresh_category_in_use();
create trigger category_in_use_follows after insert or delete or update on crosswalk
    for each statement execute function refresh_category_in_use();
create trigger category_in_use_follows after insert or update of is_active on scheme
    for each statement execute function refresh_category_in_use();

-- Databases that hold a scheme already.
insert into category_in_use
select c.id, c.id from category c join scheme s on s.id = c.scheme_id where c.deprecated_at is null and s.is_active;
