-- Titles are looked up among those that a portal keeps in memory.
drop index search_document_title;
