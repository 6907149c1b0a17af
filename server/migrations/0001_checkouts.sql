-- One text for SQLite and PostgreSQL. Times are milliseconds since 1970, money is minor units.

CREATE TABLE locations (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

INSERT INTO locations (id, name, created_at) VALUES ('loc_default', 'default', 0);

CREATE TABLE settings (
    location_id TEXT NOT NULL REFERENCES locations (id),
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (location_id, name)
);

CREATE TABLE customers (
    id TEXT PRIMARY KEY,
    location_id TEXT NOT NULL REFERENCES locations (id),
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    email_address TEXT,
    -- Dojo's cust_…, once it was made there.
    dojo_customer_id TEXT,
    preferred_card_id TEXT,
    consent_text TEXT,
    consent_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (location_id, reference)
);

CREATE TABLE checkouts (
    id TEXT PRIMARY KEY,
    location_id TEXT NOT NULL REFERENCES locations (id),
    status TEXT NOT NULL CHECK (status IN ('open', 'paid', 'needs_review', 'expired', 'cancelled')),
    -- What an open checkout becomes as soon as Dojo has confirmed that it cannot be paid any more.
    closing TEXT CHECK (closing IN ('expired', 'cancelled')),
    reference TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount BIGINT NOT NULL,
    tips_amount BIGINT,
    -- JSON: what the shop asked for and no statement looks into.
    details TEXT NOT NULL,
    customer_id TEXT REFERENCES customers (id),
    paid_intent_id TEXT,
    paid_at BIGINT,
    receipts_sent BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    expire_at BIGINT NOT NULL
);

CREATE INDEX checkouts_by_expiry ON checkouts (expire_at) WHERE status = 'open';
CREATE INDEX checkouts_on_their_way ON checkouts (id) WHERE closing IS NOT NULL;

CREATE TABLE attempts (
    id TEXT PRIMARY KEY,
    location_id TEXT NOT NULL REFERENCES locations (id),
    checkout_id TEXT NOT NULL REFERENCES checkouts (id),
    -- creating: committed here, its intent perhaps made at Dojo, never shown to a shopper.
    -- open: the intent is known and may be shown. closing: it is being cancelled at Dojo.
    -- settled: paid, or authorized to be captured later, as Dojo confirmed. cancelled: as Dojo confirmed, too.
    -- abandoned: Dojo had no such intent; if one turns up, it is cancelled.
    status TEXT NOT NULL CHECK (status IN ('creating', 'open', 'closing', 'settled', 'cancelled', 'abandoned')),
    reference TEXT NOT NULL,
    payment_intent_id TEXT UNIQUE,
    currency TEXT NOT NULL,
    amount BIGINT NOT NULL,
    tips_amount BIGINT NOT NULL,
    -- Committed before Dojo is asked to change the amount; Dojo may have carried it out or not.
    pending_amount BIGINT,
    pending_tips_amount BIGINT,
    saved_card_id TEXT,
    -- How many events the intent had when its client session secret was made: with more, the secret is used up.
    secret_events BIGINT NOT NULL DEFAULT 0,
    declines BIGINT NOT NULL DEFAULT 0,
    last_decline TEXT CHECK (last_decline IN ('declined', 'authentication_failed')),
    -- Money may be moving: since when, and until when an intent that looks unpaid does not settle it.
    waiting_since BIGINT,
    waiting_until BIGINT,
    polls BIGINT NOT NULL DEFAULT 0,
    poll_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (location_id, reference)
);

CREATE UNIQUE INDEX attempts_one_live ON attempts (checkout_id) WHERE status IN ('creating', 'open', 'closing');
CREATE INDEX attempts_by_poll ON attempts (poll_at) WHERE poll_at IS NOT NULL;
CREATE INDEX attempts_by_checkout ON attempts (checkout_id, created_at);

CREATE TABLE payments (
    payment_intent_id TEXT PRIMARY KEY,
    location_id TEXT NOT NULL REFERENCES locations (id),
    attempt_id TEXT NOT NULL REFERENCES attempts (id),
    checkout_id TEXT NOT NULL REFERENCES checkouts (id),
    status TEXT NOT NULL,
    -- Created 0, Authorized 1, Captured and Canceled 2, Reversed and Refunded 3: a mirror never goes back.
    status_rank BIGINT NOT NULL,
    capture_mode TEXT NOT NULL,
    reference TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount BIGINT NOT NULL,
    tips_amount BIGINT NOT NULL,
    total_amount BIGINT NOT NULL,
    refunded_amount BIGINT NOT NULL,
    transaction_id TEXT,
    auth_code TEXT,
    message TEXT,
    card_type TEXT,
    card_funding_type TEXT,
    last_four TEXT,
    avs_result TEXT,
    paid_at BIGINT,
    dojo_created_at BIGINT NOT NULL,
    dojo_updated_at BIGINT NOT NULL,
    read_at BIGINT NOT NULL
);

CREATE INDEX payments_by_checkout ON payments (checkout_id);

CREATE TABLE payment_events (
    payment_intent_id TEXT NOT NULL REFERENCES payments (payment_intent_id),
    position BIGINT NOT NULL,
    location_id TEXT NOT NULL REFERENCES locations (id),
    event_type TEXT NOT NULL,
    transaction_id TEXT,
    happened_at BIGINT,
    auth_code TEXT,
    card_type TEXT,
    last_four TEXT,
    PRIMARY KEY (payment_intent_id, position)
);

-- What a person at the merchant's must look at.
CREATE TABLE flags (
    payment_intent_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    location_id TEXT NOT NULL REFERENCES locations (id),
    -- Absent: the charge of a hold.
    checkout_id TEXT REFERENCES checkouts (id),
    detail TEXT NOT NULL,
    -- reverse: give the money back as a whole.
    proposal TEXT NOT NULL CHECK (proposal IN ('reverse', 'look')),
    created_at BIGINT NOT NULL,
    resolved_at BIGINT,
    PRIMARY KEY (payment_intent_id, kind)
);

CREATE TABLE inbox (
    event_id TEXT PRIMARY KEY,
    location_id TEXT NOT NULL REFERENCES locations (id),
    event_type TEXT NOT NULL,
    payment_intent_id TEXT NOT NULL,
    payload TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('new', 'done', 'parked')),
    tries BIGINT NOT NULL DEFAULT 0,
    next_at BIGINT NOT NULL,
    last_error TEXT,
    received_at BIGINT NOT NULL,
    settled_at BIGINT
);

CREATE INDEX inbox_due ON inbox (next_at) WHERE status = 'new';

CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    location_id TEXT NOT NULL REFERENCES locations (id),
    event_type TEXT NOT NULL,
    checkout_id TEXT NOT NULL REFERENCES checkouts (id),
    payload TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('new', 'done', 'parked')),
    tries BIGINT NOT NULL DEFAULT 0,
    next_at BIGINT NOT NULL,
    last_error TEXT,
    created_at BIGINT NOT NULL,
    settled_at BIGINT,
    UNIQUE (checkout_id, event_type)
);

CREATE INDEX outbox_due ON outbox (next_at) WHERE status = 'new';

CREATE TABLE idempotency (
    location_id TEXT NOT NULL REFERENCES locations (id),
    operation TEXT NOT NULL,
    -- SHA-256 of the key, which is whatever somebody sent.
    key_hash TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    -- Absent while the request runs.
    response_status BIGINT,
    response_body TEXT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (location_id, operation, key_hash)
);

CREATE INDEX idempotency_by_age ON idempotency (created_at);

-- The demo shop.
CREATE TABLE baskets (
    id TEXT PRIMARY KEY,
    location_id TEXT NOT NULL REFERENCES locations (id),
    customer TEXT,
    checkout_id TEXT REFERENCES checkouts (id),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE basket_lines (
    basket_id TEXT NOT NULL REFERENCES baskets (id),
    product TEXT NOT NULL,
    location_id TEXT NOT NULL REFERENCES locations (id),
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (basket_id, product)
);
