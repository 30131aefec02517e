-- A model that is being filled beside the active one; it takes its place in one statement, when no initiative lacks its vectors.
alter table embedding_model add column is_next boolean not null default false;
create unique index embedding_model_one_next on embedding_model (is_next) where is_next;
-- How many initiatives the catalogue's own model was trained on: it is trained again when they have grown by a fifth.
alter table embedding_model add column trained_on int;
-- When it was last put out of its place; the latest such model is kept for going back.
alter table embedding_model add column retired_at timestamptz;
