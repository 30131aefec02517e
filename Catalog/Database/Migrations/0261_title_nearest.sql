-- Only duplicates are looked for by title. They want the twenty nearest, which this kind of index walks to directly: on 10,771 titles of one subject, five times as fast as
-- collecting all like titles and sorting them.
drop index initiative_title_trgm;
create index initiative_title_trgm on initiative using gist (title gist_trgm_ops (siglen = 128));
