-- changer: who last said where a webhook sends, where that is not who made it. is_full: whether its queue takes nothing more, counted beside the work that fills it.
ALTER TABLE webhooks ADD COLUMN changer_id TEXT;
ALTER TABLE webhooks ADD COLUMN changer_actor_id TEXT;
ALTER TABLE webhooks ADD COLUMN is_full BIGINT NOT NULL DEFAULT 0;
CREATE INDEX webhooks_full ON webhooks (id) WHERE is_full = 1;

-- How many bytes of its own a comment brings: pages, threads and copies are bounded by their sum.
ALTER TABLE comments ADD COLUMN weight BIGINT NOT NULL DEFAULT 0;
UPDATE comments SET weight = OCTET_LENGTH(text) + COALESCE(OCTET_LENGTH(annotation), 0) + COALESCE(OCTET_LENGTH(text_review), 0) + OCTET_LENGTH(links) + OCTET_LENGTH(mentions);

-- By account, so that the fetches of one do not stand before everybody's.
CREATE INDEX contents_fetched_account ON contents (account_id, fetch_at) WHERE fetch_at IS NOT NULL;
