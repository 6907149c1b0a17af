-- Payment links and e-mails.

CREATE TABLE emails (
    id TEXT PRIMARY KEY,
    location_id TEXT NOT NULL REFERENCES locations (id),
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body_text TEXT NOT NULL,
    body_html TEXT,
    -- What it is about: a kind of the live stream, and the id.
    about_kind TEXT NOT NULL,
    about_id TEXT NOT NULL,
    -- parked: the server refused it for good, or it was tried for two days.
    status TEXT NOT NULL CHECK (status IN ('new', 'sent', 'parked')),
    tries BIGINT NOT NULL DEFAULT 0,
    next_at BIGINT NOT NULL,
    -- Why it was not taken, for people, and word for word.
    last_error TEXT,
    last_error_detail TEXT,
    -- 1: the same address had one about the same thing before.
    reminder BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    settled_at BIGINT
);

CREATE INDEX emails_due ON emails (next_at) WHERE status = 'new';
CREATE INDEX emails_by_subject ON emails (about_kind, about_id, created_at);

-- Payment links: templates, each use of which opens a checkout of its own (checkouts.link_id).
CREATE TABLE links (
    id TEXT PRIMARY KEY,
    location_id TEXT NOT NULL REFERENCES locations (id),
    -- What stands in its address: 72 random bits.
    code TEXT NOT NULL UNIQUE,
    reference TEXT NOT NULL,
    -- JSON: what was asked for, all of it.
    terms TEXT NOT NULL,
    -- In small letters, what a search looks through.
    search_text TEXT NOT NULL,
    currency TEXT NOT NULL,
    -- Absent: without end.
    uses BIGINT,
    expire_at BIGINT NOT NULL,
    deactivated_at BIGINT,
    created_by TEXT,
    created_by_name TEXT,
    created_at BIGINT NOT NULL,
    -- Changes by staff only: a screen is stale if it differs.
    updated_at BIGINT NOT NULL,
    import_id TEXT,
    opened BIGINT NOT NULL DEFAULT 0,
    opened_at BIGINT,
    -- Worked out anew from checkouts, attempts and payments whenever one of them changes.
    tried BIGINT NOT NULL DEFAULT 0,
    declined BIGINT NOT NULL DEFAULT 0,
    used BIGINT NOT NULL DEFAULT 0,
    authorized BIGINT NOT NULL DEFAULT 0,
    released BIGINT NOT NULL DEFAULT 0,
    paid_amount BIGINT NOT NULL DEFAULT 0,
    paid_at BIGINT
);

CREATE INDEX links_by_age ON links (created_at, id);
CREATE INDEX links_by_expiry ON links (expire_at);

-- Which browser was given which checkout, so that it finds it again.
CREATE TABLE link_visitors (
    link_id TEXT NOT NULL REFERENCES links (id),
    visitor TEXT NOT NULL,
    location_id TEXT NOT NULL REFERENCES locations (id),
    checkout_id TEXT REFERENCES checkouts (id),
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (link_id, visitor)
);

CREATE INDEX link_visitors_by_checkout ON link_visitors (checkout_id);
CREATE INDEX link_visitors_by_age ON link_visitors (seen_at);

-- Files that were imported, each once.
CREATE TABLE link_imports (
    id TEXT PRIMARY KEY,
    location_id TEXT NOT NULL REFERENCES locations (id),
    digest TEXT NOT NULL,
    made BIGINT NOT NULL,
    left_out BIGINT NOT NULL,
    emails BIGINT NOT NULL,
    created_by TEXT,
    created_at BIGINT NOT NULL
);

CREATE INDEX link_imports_by_digest ON link_imports (digest);
