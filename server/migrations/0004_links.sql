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
    last_error TEXT,
    created_at BIGINT NOT NULL,
    settled_at BIGINT
);

CREATE INDEX emails_due ON emails (next_at) WHERE status = 'new';
CREATE INDEX emails_by_subject ON emails (about_kind, about_id, created_at);
