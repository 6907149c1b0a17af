-- The live stream, API tokens and what the overview shows.

CREATE TABLE live_counter (
    location_id TEXT PRIMARY KEY REFERENCES locations (id),
    position BIGINT NOT NULL
);

INSERT INTO live_counter (location_id, position) VALUES ('loc_default', 0);

CREATE TABLE live_events (
    location_id TEXT NOT NULL REFERENCES locations (id),
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    happened_at BIGINT NOT NULL,
    PRIMARY KEY (location_id, position)
);

-- With what shops open checkouts. The token itself is shown once and not kept.
CREATE TABLE api_tokens (
    id TEXT PRIMARY KEY,
    location_id TEXT NOT NULL REFERENCES locations (id),
    name TEXT NOT NULL,
    -- SHA-256 of the token, which holds 192 random bits.
    token_hash TEXT NOT NULL UNIQUE,
    -- What the token ends with, to tell it from others.
    ending TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    last_used_at BIGINT,
    revoked_at BIGINT
);

-- The business's logo, kept where every machine finds it. The settings name it.
CREATE TABLE logos (
    location_id TEXT NOT NULL REFERENCES locations (id),
    -- A hash of the content.
    name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    -- Base64.
    content TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (location_id, name)
);

-- What the overview looks for among many.
CREATE INDEX inbox_parked ON inbox (received_at) WHERE status = 'parked';
CREATE INDEX inbox_by_receipt ON inbox (received_at);
CREATE INDEX outbox_parked ON outbox (created_at) WHERE status = 'parked';
CREATE INDEX emails_parked ON emails (created_at) WHERE status = 'parked';
CREATE INDEX flags_up ON flags (created_at) WHERE resolved_at IS NULL;
CREATE INDEX refunds_unknown ON refunds (requested_at) WHERE status = 'unknown';
CREATE INDEX payments_lapsing_soon ON payments (location_id, status, lapses_at) WHERE status = 'Authorized';
-- What was taken when, without a look at the rows themselves.
CREATE INDEX payments_taken ON payments (location_id, paid_at, currency, method, status, captured_amount, refunded_amount)
    WHERE paid_at IS NOT NULL;
CREATE INDEX payment_events_declined ON payment_events (location_id, happened_at, payment_intent_id)
    WHERE event_type = 'Declined';
