-- Quoted phrases are looked for in this text, of many initiatives at once: lz4 unpacks it several times faster than the default.
-- A server built without lz4 keeps the default.
do $$
begin
    alter table search_document alter column words set compression lz4;
exception
    when feature_not_supported then raise notice 'This server has no lz4: quoted phrases take longer.';
end
$$;
