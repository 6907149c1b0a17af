-- Staff, their sessions and the links that let them in, and the audit trail.

CREATE TABLE staff (
    id TEXT PRIMARY KEY,
    location_id TEXT NOT NULL REFERENCES locations (id),
    name TEXT NOT NULL,
    email_address TEXT NOT NULL,
    -- The address in small letters: one person, however it is typed.
    email_key TEXT NOT NULL,
    role TEXT NOT NULL,
    -- Argon2id, in the PHC form with its parameters.
    password_hash TEXT NOT NULL,
    -- 1: made while the program played Dojo itself, and worth nothing where it does not.
    sandbox BIGINT NOT NULL,
    -- 1: a password that everybody knows.
    demo BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    signed_in_at BIGINT,
    disabled_at BIGINT,
    UNIQUE (location_id, sandbox, email_key)
);

-- A session that has ended has no row.
CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    location_id TEXT NOT NULL REFERENCES locations (id),
    -- SHA-256 of the cookie's token, which is not kept.
    token_hash TEXT NOT NULL UNIQUE,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    created_at BIGINT NOT NULL,
    -- When the person last did something.
    seen_at BIGINT NOT NULL,
    locked_at BIGINT,
    ends_at BIGINT NOT NULL,
    -- Wrong passwords at the lock.
    failures BIGINT NOT NULL DEFAULT 0,
    address TEXT NOT NULL,
    user_agent TEXT NOT NULL
);

CREATE INDEX sessions_of_staff ON sessions (staff_id);

-- Failed sign-ins, counted alike for addresses that exist and those that do not.
CREATE TABLE sign_in_tries (
    location_id TEXT NOT NULL REFERENCES locations (id),
    -- SHA-256 of the account's e-mail address, or of where the tries come from.
    subject TEXT NOT NULL,
    failures BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    PRIMARY KEY (location_id, subject)
);

-- Links that let somebody in once: setting up, invitations, new passwords.
CREATE TABLE staff_links (
    id TEXT PRIMARY KEY,
    location_id TEXT NOT NULL REFERENCES locations (id),
    sandbox BIGINT NOT NULL,
    -- set_up, invitation or reset
    kind TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    name TEXT,
    email_address TEXT,
    role TEXT NOT NULL,
    -- Whose password is made anew.
    staff_id TEXT REFERENCES staff (id),
    -- As colleagues know them.
    invited_by TEXT,
    -- Who made it; absent: the command line.
    made_by TEXT REFERENCES staff (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

CREATE TABLE audit_counter (
    location_id TEXT PRIMARY KEY REFERENCES locations (id),
    position BIGINT NOT NULL,
    -- The hash of the last entry; empty before the first.
    hash TEXT NOT NULL
);

INSERT INTO audit_counter (location_id, position, hash) VALUES ('loc_default', 0, '');

CREATE TABLE audit (
    location_id TEXT NOT NULL REFERENCES locations (id),
    position BIGINT NOT NULL,
    happened_at BIGINT NOT NULL,
    -- Absent: the system by itself.
    staff_id TEXT,
    staff_name TEXT,
    address TEXT,
    action TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    before_value TEXT,
    after_value TEXT,
    -- SHA-256 over the hash before and everything above.
    hash TEXT NOT NULL,
    PRIMARY KEY (location_id, position)
);

CREATE INDEX audit_by_time ON audit (location_id, happened_at);
CREATE INDEX audit_by_staff ON audit (location_id, staff_id, position);
CREATE INDEX audit_by_action ON audit (location_id, action, position);
CREATE INDEX audit_by_object ON audit (location_id, object_kind, object_id, position);
