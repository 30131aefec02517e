-- The catalogue's fields beyond ours: what the values that recipes keep under "extra" are called, what they are, and who may see them.
-- A value whose name is not here is kept and shown to nobody.
create table custom_field (
    name       text primary key check (name ~ '^[a-z][a-z0-9_]{0,49}$'),
    label      text not null check (label <> ''),
    type       text not null check (type in ('text', 'long_text', 'url', 'image', 'email', 'phone', 'date', 'number', 'price', 'address', 'coordinates', 'boolean', 'list', 'tags')),
    -- opendata and commons: everybody; collective: who has signed in; private: administrators.
    open_level text not null check (open_level in ('opendata', 'commons', 'collective', 'private')),
    -- A lack of it is told on the initiative's page to who may correct it.
    required   boolean not null default false,
    visible    boolean not null default true,
    position   int not null,
    changed_by text,
    changed_at timestamptz not null default now()
);
