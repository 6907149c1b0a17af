-- Phone orders: checkouts that staff open while somebody is on the phone.

CREATE TABLE phone_orders (
    checkout_id TEXT PRIMARY KEY REFERENCES checkouts (id),
    location_id TEXT NOT NULL REFERENCES locations (id),
    -- undecided: nobody can pay. keyed: staff key the card, the public page takes none. link: the caller pays there.
    way TEXT NOT NULL CHECK (way IN ('undecided', 'keyed', 'link')),
    staff_name TEXT NOT NULL,
    caller_name TEXT,
    phone_number TEXT,
    email_address TEXT,
    note TEXT,
    -- By which the same caller is recognised, however it was written.
    name_key TEXT,
    phone_key TEXT,
    email_key TEXT,
    -- What a component said last of a card that was not accepted. Chooses words and nothing else.
    status_code BIGINT,
    message TEXT,
    -- Somebody looks at the order: until when its intent is looked at every other second.
    watched_until BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
);

CREATE INDEX phone_orders_by_time ON phone_orders (location_id, created_at);

CREATE TABLE phone_order_steps (
    checkout_id TEXT NOT NULL REFERENCES phone_orders (checkout_id),
    -- Tells a step from all others, so that none is noted twice: an event of an intent, or a name of its own.
    source TEXT NOT NULL,
    location_id TEXT NOT NULL REFERENCES locations (id),
    kind TEXT NOT NULL,
    detail TEXT,
    staff_name TEXT,
    happened_at BIGINT NOT NULL,
    -- In which order steps of the same millisecond were noted.
    position BIGINT NOT NULL,
    PRIMARY KEY (checkout_id, source)
);

-- 1: the intent takes a card that staff key (cardHolderNotPresent), and is shown to nobody else.
ALTER TABLE attempts ADD COLUMN keyed BIGINT NOT NULL DEFAULT 0;

CREATE INDEX checkouts_by_amount ON checkouts (amount, created_at);
