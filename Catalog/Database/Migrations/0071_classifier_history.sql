-- What each classifier was trained for and on, and when it came into force: the history curators read, and the way back.
alter table classifier
    add column scheme_id          bigint references scheme on delete cascade,
    add column scheme_edition     int,
    -- Confirmed initiatives it learned from, and initiatives that told it common words from rare ones.
    add column confirmed          int not null default 0,
    add column texts              int not null default 0,
    -- The embedding model by which it knows neighbours; null when it compares words.
    add column embedding_model_id bigint references embedding_model on delete set null,
    add column promoted_at        timestamptz,
    add column promoted_by        text;
