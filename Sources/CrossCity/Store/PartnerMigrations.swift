package import Storage

package let partnerMigrations: [Migration] = [
    Migration(
        "CrossCity", "0001_partner",
        [
            // A case that two cities have to do with: how far each has heard of the other.
            """
            CREATE TABLE partner_case (
                shard INTEGER NOT NULL, stream BYTEA NOT NULL, partner TEXT NOT NULL, reference TEXT NOT NULL,
                role TEXT NOT NULL CHECK (role IN ('receives', 'decides')), told INTEGER NOT NULL, sent INTEGER NOT NULL,
                heard INTEGER NOT NULL,
                PRIMARY KEY (shard, stream))
            """,
            "CREATE UNIQUE INDEX partner_case_reference ON partner_case (partner, reference)",
            // Messages of both directions: what was told is kept sealed until it has arrived; what was heard, by its digest.
            """
            CREATE TABLE partner_message (
                partner TEXT NOT NULL, direction TEXT NOT NULL CHECK (direction IN ('out', 'in')), id TEXT NOT NULL,
                shard INTEGER NOT NULL, stream BYTEA NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL,
                digest BYTEA NOT NULL, sealed BYTEA, state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'refused')),
                case_number TEXT, created_at BIGINT NOT NULL,
                PRIMARY KEY (partner, direction, id))
            """,
            "CREATE UNIQUE INDEX partner_message_number ON partner_message (stream, direction, number)",
            """
            CREATE TABLE partner_key (
                partner TEXT NOT NULL, key_id TEXT NOT NULL, jwk TEXT NOT NULL, announced_at BIGINT NOT NULL,
                PRIMARY KEY (partner, key_id))
            """,
            // How far the log was followed.
            "CREATE TABLE partner_cursor (id INTEGER PRIMARY KEY, next BIGINT NOT NULL)",
        ]),
    // Keys are believed by an event that names them. Those of before vouch for the next announcement, and for nothing else.
    Migration(
        "CrossCity", "0002_key_stream",
        ["ALTER TABLE partner_key ADD COLUMN stream BYTEA", "UPDATE partner_key SET announced_at = 0"]),
]
