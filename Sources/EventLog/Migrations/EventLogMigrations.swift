package import Storage

/// The tables of events, their keys, the state of the log, and the outbox.
package let eventLogMigrations: [Migration] = [
    Migration(
        "EventLog", "0001_event",
        [
            """
            CREATE TABLE stream_key (
                shard INTEGER NOT NULL, stream BYTEA NOT NULL, wrapped BYTEA NOT NULL,
                PRIMARY KEY (shard, stream))
            """,
            """
            CREATE TABLE event (
                shard INTEGER NOT NULL, stream BYTEA NOT NULL, sequence INTEGER NOT NULL,
                class INTEGER NOT NULL, kind TEXT NOT NULL, recorded_at BIGINT NOT NULL,
                commitment BYTEA NOT NULL, sealed BYTEA NOT NULL, log_index BIGINT,
                PRIMARY KEY (shard, stream, sequence), CHECK (sequence > 0))
            """,
            "CREATE INDEX event_unsequenced ON event (recorded_at, stream, sequence) WHERE log_index IS NULL",
            "CREATE UNIQUE INDEX event_log_index ON event (log_index) WHERE log_index IS NOT NULL",
        ]),
    Migration(
        "EventLog", "0002_log_state",
        [
            // One row: how many entries have an index, and the last checkpoint that was signed.
            """
            CREATE TABLE log_state (
                id INTEGER PRIMARY KEY CHECK (id = 1), size BIGINT NOT NULL, epoch BIGINT NOT NULL,
                lease_until BIGINT NOT NULL, checkpoint TEXT)
            """,
            "INSERT INTO log_state (id, size, epoch, lease_until) VALUES (1, 0, 0, 0)",
        ]),
    Migration(
        "EventLog", "0003_outbox",
        [
            """
            CREATE TABLE outbox (
                delivery_id TEXT PRIMARY KEY, kind TEXT NOT NULL, stream BYTEA NOT NULL, due_at BIGINT NOT NULL,
                attempts INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('waiting', 'stuck', 'done')),
                sealed BYTEA NOT NULL, last_fault TEXT)
            """,
            "CREATE INDEX outbox_due ON outbox (due_at) WHERE state <> 'done'",
        ]),
    Migration(
        "EventLog", "0004_key_mark",
        [
            // One row: which keys the rows of this database are sealed under.
            "CREATE TABLE key_mark (id INTEGER PRIMARY KEY CHECK (id = 1), mark BYTEA NOT NULL)"
        ]),
    // Lanes by kind and receiver, tries in doubt, and when an entry was settled.
    Migration(
        "EventLog", "0005_outbox_lanes",
        [
            "ALTER TABLE outbox ADD COLUMN lane TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE outbox ADD COLUMN doubts INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE outbox ADD COLUMN settled_at BIGINT",
            "UPDATE outbox SET lane = kind WHERE state <> 'done'",
            "UPDATE outbox SET settled_at = due_at WHERE state = 'done'",
            "DROP INDEX outbox_due",
            "CREATE INDEX outbox_lane ON outbox (lane, due_at) WHERE state <> 'done'",
            "CREATE INDEX outbox_carried_out ON outbox (settled_at) WHERE state = 'done' AND last_fault IS NULL",
            "CREATE INDEX outbox_failed ON outbox (settled_at) WHERE state = 'done' AND last_fault IS NOT NULL",
        ]),
    Migration(
        "EventLog", "0006_witnessed",
        [
            // The last checkpoint with the signatures of a quorum of witnesses.
            "ALTER TABLE log_state ADD COLUMN witnessed TEXT",
            // Entries of the public log whose events were lost with a database: brought back from the log's own files.
            """
            CREATE TABLE imported_entry (
                log_index BIGINT PRIMARY KEY, class INTEGER NOT NULL, commitment BYTEA NOT NULL)
            """,
        ]),
    Migration(
        "EventLog", "0007_master_mark",
        [
            // One row for each master key that ever sealed here: a key file without it opens only a part of what there is.
            "CREATE TABLE master_mark (number INTEGER PRIMARY KEY, sealed BYTEA NOT NULL)"
        ]),
]
