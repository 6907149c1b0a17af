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

-- The business's logo, kept where every machine finds it.
CREATE TABLE logos (
    location_id TEXT PRIMARY KEY REFERENCES locations (id),
    content_type TEXT NOT NULL,
    content TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);
