-- The mirror of all intents, and what staff do with payments.

-- Through which door a checkout came: checkout (or nothing, of old), link, phone, hold; and who opened it.
ALTER TABLE checkouts ADD COLUMN door TEXT;
ALTER TABLE checkouts ADD COLUMN link_id TEXT;
ALTER TABLE checkouts ADD COLUMN staff_id TEXT;
-- Manual: authorized when it is paid, captured later. Otherwise captured at once.
ALTER TABLE checkouts ADD COLUMN capture_mode TEXT;
-- When the bank began to hold the money; paid_at is when some of it was captured first.
ALTER TABLE checkouts ADD COLUMN authorized_at BIGINT;

CREATE INDEX checkouts_by_link ON checkouts (link_id, created_at) WHERE link_id IS NOT NULL;
CREATE INDEX checkouts_by_customer ON checkouts (customer_id, created_at) WHERE customer_id IS NOT NULL;

-- The mirror takes in intents that were made elsewhere with the same key: those have no attempt and no checkout.
CREATE TABLE payments_rebuilt (
    payment_intent_id TEXT PRIMARY KEY,
    location_id TEXT NOT NULL REFERENCES locations (id),
    attempt_id TEXT REFERENCES attempts (id),
    checkout_id TEXT REFERENCES checkouts (id),
    -- checkout, link, phone, hold, elsewhere
    source TEXT NOT NULL,
    link_id TEXT,
    customer_id TEXT REFERENCES customers (id) ON DELETE SET NULL,
    -- Who asked for it.
    staff_id TEXT,
    status TEXT NOT NULL,
    -- Created 0, Authorized 1, Captured and Canceled 2, Reversed and Refunded 3: a mirror never goes back.
    status_rank BIGINT NOT NULL,
    capture_mode TEXT NOT NULL,
    -- card, saved_card, wallet, phone, terminal; absent until somebody pays
    method TEXT,
    -- As Dojo has it; and as people know it, without the attempt's id.
    reference TEXT NOT NULL,
    shown_reference TEXT NOT NULL,
    description TEXT,
    customer_name TEXT,
    email_address TEXT,
    currency TEXT NOT NULL,
    amount BIGINT NOT NULL,
    tips_amount BIGINT NOT NULL,
    total_amount BIGINT NOT NULL,
    captured_amount BIGINT NOT NULL,
    refunded_amount BIGINT NOT NULL,
    transaction_id TEXT,
    auth_code TEXT,
    message TEXT,
    card_type TEXT,
    card_funding_type TEXT,
    last_four TEXT,
    card_expiry TEXT,
    avs_result TEXT,
    -- How many cards were declined.
    declines BIGINT NOT NULL DEFAULT 0,
    paid_at BIGINT,
    -- When an unpaid intent is cancelled by itself.
    expire_at BIGINT,
    -- When an authorization that nobody captures ends by itself, and how: Release, Capture.
    lapses_at BIGINT,
    lapses_to TEXT,
    -- What the search looks through, in lower case. Absent: taken in before there was a search, to be read again.
    search_text TEXT,
    -- Until when nobody else may ask Dojo to change it.
    busy_until BIGINT,
    -- Receipts that staff have had sent.
    receipts_sent BIGINT NOT NULL DEFAULT 0,
    dojo_created_at BIGINT NOT NULL,
    dojo_updated_at BIGINT NOT NULL,
    read_at BIGINT NOT NULL
);

INSERT INTO payments_rebuilt (payment_intent_id, location_id, attempt_id, checkout_id, source, customer_id, status, status_rank,
    capture_mode, reference, shown_reference, currency, amount, tips_amount, total_amount, captured_amount, refunded_amount,
    transaction_id, auth_code, message, card_type, card_funding_type, last_four, avs_result, paid_at, dojo_created_at,
    dojo_updated_at, read_at)
SELECT p.payment_intent_id, p.location_id, p.attempt_id, p.checkout_id, 'checkout', c.customer_id, p.status, p.status_rank,
    p.capture_mode, p.reference, c.reference, p.currency, p.amount, p.tips_amount, p.total_amount,
    CASE WHEN p.paid_at IS NULL THEN 0 ELSE p.total_amount END, p.refunded_amount, p.transaction_id, p.auth_code, p.message,
    p.card_type, p.card_funding_type, p.last_four, p.avs_result, p.paid_at, p.dojo_created_at, p.dojo_updated_at, p.read_at
FROM payments p JOIN checkouts c ON c.id = p.checkout_id;

CREATE TABLE payment_events_rebuilt (
    payment_intent_id TEXT NOT NULL REFERENCES payments_rebuilt (payment_intent_id),
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

INSERT INTO payment_events_rebuilt (payment_intent_id, position, location_id, event_type, transaction_id, happened_at,
    auth_code, card_type, last_four)
SELECT payment_intent_id, position, location_id, event_type, transaction_id, happened_at, auth_code, card_type, last_four
FROM payment_events;

DROP TABLE payment_events;
DROP TABLE payments;
-- Both databases let the references to a table follow its new name.
ALTER TABLE payments_rebuilt RENAME TO payments;
ALTER TABLE payment_events_rebuilt RENAME TO payment_events;

CREATE INDEX customers_at_dojo ON customers (dojo_customer_id) WHERE dojo_customer_id IS NOT NULL;

-- Each way in which the list is sorted or narrowed down.
CREATE INDEX payments_by_date ON payments (dojo_created_at, payment_intent_id);
CREATE INDEX payments_by_reference ON payments (shown_reference);
CREATE INDEX payments_by_amount ON payments (total_amount, payment_intent_id);
CREATE INDEX payments_by_status ON payments (status, dojo_created_at);
CREATE INDEX payments_by_status_and_amount ON payments (status, total_amount, payment_intent_id);
-- Declined and never paid: few. As one expression, which no index of the status serves instead; the store has the same text.
CREATE INDEX payments_declined ON payments (dojo_created_at, payment_intent_id)
    WHERE (CASE WHEN status IN ('Created', 'Canceled') THEN declines ELSE 0 END) > 0;
CREATE INDEX payments_declined_by_amount ON payments (total_amount, payment_intent_id)
    WHERE (CASE WHEN status IN ('Created', 'Canceled') THEN declines ELSE 0 END) > 0;
CREATE INDEX payments_by_method ON payments (method, dojo_created_at);
CREATE INDEX payments_by_source ON payments (source, dojo_created_at);
CREATE INDEX payments_by_staff ON payments (staff_id, dojo_created_at) WHERE staff_id IS NOT NULL;
CREATE INDEX payments_by_checkout ON payments (checkout_id) WHERE checkout_id IS NOT NULL;
CREATE INDEX payments_by_link ON payments (link_id, dojo_created_at) WHERE link_id IS NOT NULL;
CREATE INDEX payments_by_customer ON payments (customer_id, dojo_created_at) WHERE customer_id IS NOT NULL;
CREATE INDEX payments_busy ON payments (location_id, busy_until) WHERE busy_until IS NOT NULL;
CREATE INDEX payments_lapsing ON payments (lapses_at) WHERE status = 'Authorized';

-- Words by which a payment is found, as bytes: ranges of bytes mean the same on both databases, whatever the collation.
CREATE TABLE payment_terms (
    term BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    payment_intent_id TEXT NOT NULL,
    PRIMARY KEY (term, created_at, payment_intent_id)
);

-- Dojo's answers in full, secrets removed, beside the rows that lists read.
CREATE TABLE payment_documents (
    payment_intent_id TEXT PRIMARY KEY REFERENCES payments (payment_intent_id),
    document TEXT NOT NULL,
    read_at BIGINT NOT NULL
);

-- Money on its way back. A row reserves its amount from when it is asked for until the mirror shows it, or it came to
-- nothing.
CREATE TABLE refunds (
    id TEXT PRIMARY KEY,
    location_id TEXT NOT NULL REFERENCES locations (id),
    payment_intent_id TEXT NOT NULL REFERENCES payments (payment_intent_id),
    -- refund: a part or all of what was captured. reversal: the whole payment undone.
    kind TEXT NOT NULL CHECK (kind IN ('refund', 'reversal')),
    -- awaiting_approval: a second person must confirm. sending: Dojo is being asked. unknown: Dojo was asked and did not
    -- answer. accepted: Dojo said yes, the mirror does not show it yet. done, refused (by Dojo), rejected (by a person).
    status TEXT NOT NULL
        CHECK (status IN ('awaiting_approval', 'sending', 'unknown', 'accepted', 'done', 'refused', 'rejected')),
    currency TEXT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    reason TEXT,
    notes TEXT,
    -- Sent to Dojo each time it is asked, so that it refunds once.
    idempotency_key TEXT NOT NULL UNIQUE,
    dojo_refund_id TEXT,
    requested_by TEXT NOT NULL,
    requested_by_name TEXT NOT NULL,
    requested_at BIGINT NOT NULL,
    decided_by TEXT,
    decided_by_name TEXT,
    decided_at BIGINT,
    first_sent_at BIGINT,
    -- What the payment showed as refunded then: by others of ours, or elsewhere.
    refunded_before BIGINT NOT NULL DEFAULT 0,
    accepted_at BIGINT,
    tries BIGINT NOT NULL DEFAULT 0,
    next_at BIGINT,
    last_error TEXT,
    settled_at BIGINT
);

CREATE INDEX refunds_by_payment ON refunds (payment_intent_id, requested_at);
CREATE INDEX refunds_due ON refunds (next_at) WHERE status IN ('sending', 'unknown', 'accepted');
CREATE INDEX refunds_awaiting ON refunds (requested_at) WHERE status = 'awaiting_approval';
CREATE UNIQUE INDEX refunds_one_reversal ON refunds (payment_intent_id)
    WHERE kind = 'reversal' AND status IN ('awaiting_approval', 'sending', 'unknown', 'accepted', 'done');

CREATE TABLE payment_notes (
    id TEXT PRIMARY KEY,
    location_id TEXT NOT NULL REFERENCES locations (id),
    payment_intent_id TEXT NOT NULL REFERENCES payments (payment_intent_id),
    staff_id TEXT NOT NULL,
    staff_name TEXT NOT NULL,
    text TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX payment_notes_by_payment ON payment_notes (payment_intent_id, created_at);

-- Filters that a member of staff keeps under a name.
CREATE TABLE saved_views (
    id TEXT PRIMARY KEY,
    location_id TEXT NOT NULL REFERENCES locations (id),
    staff_id TEXT NOT NULL,
    area TEXT NOT NULL,
    name TEXT NOT NULL,
    -- The query of the list's address.
    query TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (staff_id, area, name)
);

CREATE INDEX inbox_by_intent ON inbox (payment_intent_id, received_at);
