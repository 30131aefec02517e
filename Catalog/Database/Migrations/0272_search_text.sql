-- Quoted phrases are looked for in the words of many initiatives at once. They stand apart from the small columns, which every portal reads whole, and as they are:
-- most of the time was spent unpacking them.
create table search_text (
    number integer primary key references search_document on delete cascade,
    words text not null
) with (toast_tuple_target = 8160);
alter table search_text alter column words set storage external;
insert into search_text select number, words || '' from search_document where words <> '';
alter table search_document drop column words;

-- Tells whether postings and words are those of the text, without reading them.
alter table search_document add column digest text not null default '';
