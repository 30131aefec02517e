-- Whether the websites that initiatives name still answer; one row an address, which several initiatives may share.
create table website_check (
    address  text primary key,
    -- When to ask next; while a worker asks, when another may.
    next_at  timestamptz not null,
    -- Times in a row that it was not there; 0 when it was.
    failures int not null default 0,
    -- Why it was not there, in French.
    said     text,
    asked_at timestamptz
);
create index website_check_failures on website_check (address) where failures > 0;
