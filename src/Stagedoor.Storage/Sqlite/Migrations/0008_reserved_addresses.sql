-- An address that a link can bring back belongs to nobody else while the link lives.
ALTER TABLE person_links ADD COLUMN reserves TEXT;
CREATE INDEX person_links_reserves ON person_links (reserves);
