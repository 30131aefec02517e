-- Postings also say in which passages of the text the stem stands: eight little-endian bytes each, the four of before and a bit for each of 32 passages.
-- Until the index step has been over an initiative again, which another edition of it makes it do, its words stand in no passage.
update search_posting
   set postings = decode(regexp_replace(encode(postings, 'hex'), '(.{8})', '\100000000', 'g'), 'hex');

-- Postings are written again where the words differ from those stored.
update search_document set words = words || ' ' where words <> '';
