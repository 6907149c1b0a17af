-- The mirror of all intents, and what staff do with payments.

-- Through which door a checkout came: shop (or nothing, of old), link, phone, hold; and who opened it.
ALTER TABLE checkouts ADD COLUMN door TEXT;
ALTER TABLE checkouts ADD COLUMN link_id TEXT;
ALTER TABLE checkouts ADD COLUMN staff_id TEXT;
-- Manual: authorized when it is paid, captured later. Otherwise captured at once.
ALTER TABLE checkouts ADD COLUMN capture_mode TEXT;

CREATE INDEX checkouts_by_link ON checkouts (link_id, created_at) WHERE link_id IS NOT NULL;
