-- Holds, and customers as staff know them.

ALTER TABLE customers ADD COLUMN phone_number TEXT;
ALTER TABLE customers ADD COLUMN notes TEXT NOT NULL DEFAULT '';
-- In small letters: for sorting, and for searching name, e-mail address, telephone number and the shop's reference.
ALTER TABLE customers ADD COLUMN sort_name TEXT NOT NULL DEFAULT '';
ALTER TABLE customers ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
-- Since when there is nothing left of a customer but what the books need.
ALTER TABLE customers ADD COLUMN deleted_at BIGINT;
-- When Dojo is to be told of the newest values; absent: it has been.
ALTER TABLE customers ADD COLUMN sync_at BIGINT;
ALTER TABLE customers ADD COLUMN sync_tries BIGINT NOT NULL DEFAULT 0;

UPDATE customers SET sort_name = lower(name),
                     search_text = lower(name || ' ' || COALESCE(email_address, '') || ' ' || reference);

CREATE INDEX customers_by_name ON customers (location_id, sort_name, id) WHERE deleted_at IS NULL;
CREATE INDEX customers_to_tell_dojo ON customers (sync_at) WHERE sync_at IS NOT NULL;

-- For whom a link is, as its terms say, so that a customer's links are found.
ALTER TABLE links ADD COLUMN customer_id TEXT REFERENCES customers (id);
CREATE INDEX links_by_customer ON links (customer_id, created_at) WHERE customer_id IS NOT NULL;

CREATE TABLE holds (
    id TEXT PRIMARY KEY,
    location_id TEXT NOT NULL REFERENCES locations (id),
    -- What stands in the shopper's address, and the only capability to it.
    code TEXT NOT NULL UNIQUE,
    -- creating: committed here, its setup intent perhaps made at Dojo, its id not known, so that nobody was shown it.
    -- The others as Dojo's setup intent has them; failed: Dojo refused to make one.
    status TEXT NOT NULL CHECK (status IN ('creating', 'created', 'authorized', 'completed', 'closed', 'cancelled',
                                           'expired', 'card_expired', 'failed')),
    -- What it becomes as soon as Dojo has confirmed it.
    ending TEXT CHECK (ending IN ('cancelled', 'closed')),
    setup_intent_id TEXT UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('no_show', 'unscheduled')),
    reference TEXT NOT NULL,
    dojo_reference TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount BIGINT NOT NULL,
    terms TEXT NOT NULL,
    note TEXT NOT NULL,
    customer_id TEXT REFERENCES customers (id),
    customer_name TEXT,
    email_address TEXT,
    phone_number TEXT,
    search_text TEXT NOT NULL,
    consent_text TEXT,
    consent_at BIGINT,
    sent_at BIGINT,
    opened_at BIGINT,
    authorized_at BIGINT,
    card_type TEXT,
    last_four TEXT,
    card_expiry TEXT,
    -- The first moment at which the held card is of no use any more.
    card_expires_at BIGINT,
    declines BIGINT NOT NULL DEFAULT 0,
    -- The shopper has come back from Dojo's page, and Dojo could not be asked yet.
    waiting_since BIGINT,
    polls BIGINT NOT NULL DEFAULT 0,
    poll_at BIGINT,
    read_at BIGINT,
    expire_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    -- Of what staff see; a look at Dojo that finds nothing new leaves it.
    updated_at BIGINT NOT NULL,
    UNIQUE (location_id, dojo_reference)
);

CREATE INDEX holds_by_age ON holds (location_id, created_at DESC, id DESC);
CREATE INDEX holds_by_customer ON holds (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX holds_by_poll ON holds (poll_at) WHERE poll_at IS NOT NULL;

CREATE TABLE hold_charges (
    id TEXT PRIMARY KEY,
    location_id TEXT NOT NULL REFERENCES locations (id),
    hold_id TEXT NOT NULL REFERENCES holds (id),
    -- creating: committed here, its payment intent perhaps made at Dojo. charging: the intent is known, and Dojo may have been
    -- asked to charge the card. withdrawing: the intent is being cancelled, after which it can never be charged.
    status TEXT NOT NULL CHECK (status IN ('creating', 'charging', 'withdrawing', 'charged', 'failed')),
    reference TEXT NOT NULL,
    payment_intent_id TEXT UNIQUE,
    currency TEXT NOT NULL,
    amount BIGINT NOT NULL,
    note TEXT NOT NULL,
    failure TEXT,
    staff_id TEXT NOT NULL,
    staff_name TEXT NOT NULL,
    polls BIGINT NOT NULL DEFAULT 0,
    poll_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (location_id, reference)
);

-- A card is charged once: while a charge is under way or was carried out, there can be no other.
CREATE UNIQUE INDEX hold_charges_once ON hold_charges (hold_id)
    WHERE status IN ('creating', 'charging', 'withdrawing', 'charged');
CREATE INDEX hold_charges_by_hold ON hold_charges (hold_id, created_at);
CREATE INDEX hold_charges_by_poll ON hold_charges (poll_at) WHERE poll_at IS NOT NULL;

CREATE TABLE hold_events (
    hold_id TEXT NOT NULL REFERENCES holds (id),
    position BIGINT NOT NULL,
    location_id TEXT NOT NULL REFERENCES locations (id),
    kind TEXT NOT NULL,
    detail TEXT,
    staff_name TEXT,
    happened_at BIGINT NOT NULL,
    PRIMARY KEY (hold_id, position)
);
