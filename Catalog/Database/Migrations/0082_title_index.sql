-- Titles are looked up by the beginning of any of their words while somebody types.
create index search_document_title on search_document using gin (title_key gin_trgm_ops);
