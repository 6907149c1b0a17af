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
