package import Storage

/// The tables of certificates and of their showings.
package let certificateMigrations: [Migration] = [
    Migration(
        "ECertificates", "0001_certificate",
        [
            """
            CREATE TABLE certificate (
                shard INTEGER NOT NULL, id BYTEA NOT NULL, stream BYTEA NOT NULL, sequence INTEGER NOT NULL,
                holder BYTEA NOT NULL, type TEXT NOT NULL, number_index BYTEA NOT NULL, token_index BYTEA NOT NULL,
                status_list BIGINT NOT NULL, status_index BIGINT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('valid', 'revoked')), issued_at BIGINT NOT NULL, sealed BYTEA NOT NULL,
                PRIMARY KEY (shard, id))
            """
        ] + certificateIndexes),
    // States between valid and revoked, the day it runs out, and what it replaced or was replaced by. SQLite cannot change a
    // CHECK, so the table is made anew.
    Migration(
        "ECertificates", "0002_life",
        [
            """
            CREATE TABLE certificate_with_life (
                shard INTEGER NOT NULL, id BYTEA NOT NULL, stream BYTEA NOT NULL, sequence INTEGER NOT NULL,
                holder BYTEA NOT NULL, type TEXT NOT NULL, number_index BYTEA NOT NULL, token_index BYTEA NOT NULL,
                status_list BIGINT NOT NULL, status_index BIGINT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('valid', 'suspended', 'replaced', 'cancelled', 'revoked')),
                issued_at BIGINT NOT NULL, sealed BYTEA NOT NULL,
                state_since BIGINT, valid_until TEXT, predecessor BYTEA, successor BYTEA,
                PRIMARY KEY (shard, id))
            """,
            """
            INSERT INTO certificate_with_life (shard, id, stream, sequence, holder, type, number_index, token_index,
                status_list, status_index, state, issued_at, sealed)
            SELECT shard, id, stream, sequence, holder, type, number_index, token_index, status_list, status_index,
                state, issued_at, sealed FROM certificate
            """,
            "DROP TABLE certificate", "ALTER TABLE certificate_with_life RENAME TO certificate",
        ] + certificateIndexes
            + ["CREATE INDEX certificate_ended ON certificate (status_list, status_index) WHERE state <> 'valid'"]),
    Migration(
        "ECertificates", "0003_presentation",
        [
            """
            CREATE TABLE presentation (
                id BYTEA PRIMARY KEY, certificate BYTEA NOT NULL, holder BYTEA NOT NULL, code_index BYTEA NOT NULL,
                purpose TEXT NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('waiting', 'opened', 'refused', 'withdrawn')),
                settled_at BIGINT, sealed BYTEA NOT NULL)
            """,
            "CREATE UNIQUE INDEX presentation_code ON presentation (code_index)",
            "CREATE INDEX presentation_certificate ON presentation (certificate, id)",
        ]),
    Migration(
        "ECertificates", "0004_seal_certificate",
        ["CREATE TABLE seal_certificate (key_id TEXT PRIMARY KEY, der BYTEA NOT NULL, made_at BIGINT NOT NULL)"]),
    // Who showed it: its holder, or somebody whom the holder lets.
    Migration(
        "ECertificates", "0005_presenter",
        [
            "ALTER TABLE presentation ADD COLUMN presenter BYTEA", "UPDATE presentation SET presenter = holder",
            "CREATE INDEX presentation_holder ON presentation (holder, id)",
        ]),
    // 归集: departments' own certificates as data, one of each type; what they say is sealed.
    Migration(
        "ECertificates", "0006_imported",
        [
            """
            CREATE TABLE imported_certificate (
                id BYTEA PRIMARY KEY, holder BYTEA NOT NULL, type TEXT NOT NULL, agreed_at BIGINT NOT NULL,
                read_at BIGINT NOT NULL, sealed BYTEA NOT NULL, UNIQUE (holder, type))
            """
        ]),
    // Wishes to have them read, in their order: which of them was answered or undone last, how many there were on a day, and
    // what its holder is still to be told.
    Migration(
        "ECertificates", "0007_import_wish",
        [
            """
            CREATE TABLE import_wish (
                holder BYTEA NOT NULL, type TEXT NOT NULL, made BIGINT NOT NULL, settled BIGINT NOT NULL,
                day TEXT NOT NULL, of_day BIGINT NOT NULL, news TEXT, PRIMARY KEY (holder, type))
            """
        ]),
    // One stream for each holder and kind, which withdrawals survive: what was asked by consent is found there, and erased with
    // its key.
    Migration(
        "ECertificates", "0008_import_stream",
        [
            "ALTER TABLE import_wish ADD COLUMN stream BYTEA",
            """
            UPDATE import_wish SET stream = (
                SELECT held.id FROM imported_certificate AS held
                WHERE held.holder = import_wish.holder AND held.type = import_wish.type)
            """,
            """
            INSERT INTO import_wish (holder, type, made, settled, day, of_day, stream)
            SELECT held.holder, held.type, 0, 0, '', 0, held.id FROM imported_certificate AS held
            WHERE NOT EXISTS (
                SELECT 1 FROM import_wish WHERE import_wish.holder = held.holder AND import_wish.type = held.type)
            """,
        ]),
]

private let certificateIndexes = [
    "CREATE UNIQUE INDEX certificate_token ON certificate (token_index)",
    "CREATE UNIQUE INDEX certificate_status ON certificate (status_list, status_index)",
    "CREATE INDEX certificate_holder ON certificate (holder, issued_at)",
    "CREATE INDEX certificate_stream ON certificate (shard, stream)",
    "CREATE INDEX certificate_id ON certificate (id)",
    "CREATE INDEX certificate_number ON certificate (number_index)",
]
