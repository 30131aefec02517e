-- A portal keeps vectors beside the other columns of a document: new vectors are a change of the document.
create function search_vectors_changed() returns trigger language plpgsql as $$
begin
    update search_document set is_live = is_live
     where initiative_id in (select initiative_id from added);
    return null;
end $$;
create trigger search_vectors_changed after insert on initiative_embedding
    referencing new table as added
    for each statement execute function search_vectors_changed();
