-- Files handed in through the portal, which recipes of kind "file" read as upload://<id>/<name>.
create table upload (
    id          uuid primary key default gen_random_uuid(),
    name        text not null,
    body        bytea not null,
    uploaded_by text,
    uploaded_at timestamptz not null default now()
);
alter table upload alter column body set storage external;
