-- People who may sign in, and the keys that protect their cookies. Everybody else uses the portal without an account.
create table account (
    id                  bigint generated always as identity primary key,
    -- What the person signs in with, and the name that decisions are kept under.
    user_name           text not null,
    normalized_name     text not null unique,
    password_hash       text,
    -- Changes with the password, the roles and the lock: cookies made before it are refused.
    security_stamp      text not null,
    concurrency_stamp   text not null,
    access_failed_count int not null default 0,
    lockout_end         timestamptz,
    created_at          timestamptz not null default now(),
    last_signed_in_at   timestamptz
);

-- Roles are claims: ('role', 'curator').
create table account_claim (
    id          int generated always as identity primary key,
    account_id  bigint not null references account on delete cascade,
    claim_type  text not null,
    claim_value text not null
);
create index account_claim_account on account_claim (account_id);

-- All portals share these, so that any of them reads a cookie that another has made.
create table data_protection_key (
    id            int generated always as identity primary key,
    friendly_name text,
    xml           text
);
