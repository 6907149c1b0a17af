-- Staff, their sessions and invitations, and the audit trail.

CREATE TABLE audit_counter (
    location_id TEXT PRIMARY KEY REFERENCES locations (id),
    position BIGINT NOT NULL
);

INSERT INTO audit_counter (location_id, position) VALUES ('loc_default', 0);

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
    PRIMARY KEY (location_id, position)
);
