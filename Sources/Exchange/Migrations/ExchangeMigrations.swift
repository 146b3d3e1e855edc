package import Storage

/// The tables of reads, of the catalogue, and of what was granted.
package let exchangeMigrations: [Migration] = [
    Migration(
        "Exchange", "0001_data_read",
        [
            """
            CREATE TABLE data_read (
                person BYTEA NOT NULL, id BYTEA NOT NULL, resource TEXT NOT NULL, department TEXT NOT NULL,
                fields TEXT NOT NULL, item TEXT NOT NULL, case_reference TEXT, basis TEXT NOT NULL, read_at BIGINT NOT NULL,
                outcome TEXT NOT NULL,
                PRIMARY KEY (person, id))
            """
        ]),
    Migration(
        "Exchange", "0002_resource_publication",
        [
            """
            CREATE TABLE resource_publication (
                code TEXT NOT NULL, sequence INTEGER NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('drafted', 'published', 'changed', 'withdrawn')),
                name TEXT NOT NULL, digest TEXT NOT NULL, content BYTEA NOT NULL, stream BYTEA NOT NULL,
                published_at BIGINT NOT NULL,
                PRIMARY KEY (code, sequence), CHECK (sequence > 0))
            """
        ]),
    Migration(
        "Exchange", "0003_sharing_grant",
        [
            """
            CREATE TABLE sharing_grant (
                id BYTEA PRIMARY KEY, digest TEXT UNIQUE, resource TEXT NOT NULL, item TEXT NOT NULL,
                fields TEXT NOT NULL, aim TEXT NOT NULL, basis TEXT NOT NULL, starts_on TEXT NOT NULL, ends_on TEXT NOT NULL,
                request BYTEA, stream BYTEA NOT NULL, granted_at BIGINT NOT NULL, revoked_at BIGINT, revocation TEXT)
            """,
            """
            CREATE TABLE sharing_request (
                id BYTEA PRIMARY KEY, resource TEXT NOT NULL, item TEXT NOT NULL, fields TEXT NOT NULL, aim TEXT NOT NULL,
                basis TEXT NOT NULL, starts_on TEXT NOT NULL, ends_on TEXT NOT NULL, office TEXT NOT NULL,
                asked_by TEXT NOT NULL, asked_at BIGINT NOT NULL, due_on TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('asked', 'granted', 'refused')),
                decided_by TEXT, decided_at BIGINT, reason TEXT, stream BYTEA NOT NULL)
            """,
            "CREATE INDEX sharing_request_waiting ON sharing_request (resource, due_on) WHERE state = 'asked'",
        ]),
    Migration(
        "Exchange", "0004_fact_dispute",
        [
            """
            CREATE TABLE fact_dispute (
                id BYTEA PRIMARY KEY, resource TEXT NOT NULL, field TEXT NOT NULL, item TEXT NOT NULL, stream BYTEA NOT NULL,
                applicant BYTEA NOT NULL, opened_at BIGINT NOT NULL, due_on TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('open', 'corrected', 'kept')), sealed BYTEA NOT NULL,
                answered_by TEXT, answered_at BIGINT)
            """,
            "CREATE INDEX fact_dispute_open ON fact_dispute (resource, due_on) WHERE state = 'open'",
        ]),
    // 对账: what departments have acknowledged, when it was compared, and what was found.
    Migration(
        "Exchange", "0005_reconciliation",
        [
            """
            CREATE TABLE write_back (
                delivery_id TEXT PRIMARY KEY, resource TEXT NOT NULL, stream BYTEA NOT NULL, sequence INTEGER NOT NULL,
                number TEXT NOT NULL, acknowledged_at BIGINT NOT NULL, redeliveries INTEGER NOT NULL)
            """,
            "CREATE INDEX write_back_acknowledged ON write_back (resource, acknowledged_at, delivery_id)",
            """
            CREATE TABLE reconciliation (
                resource TEXT NOT NULL, day TEXT NOT NULL, taken_until BIGINT NOT NULL, finished_at BIGINT,
                compared INTEGER NOT NULL, lost INTEGER NOT NULL, differing INTEGER NOT NULL,
                unknown_count INTEGER NOT NULL, fault TEXT,
                PRIMARY KEY (resource, day))
            """,
            """
            CREATE TABLE write_back_finding (
                id BYTEA PRIMARY KEY, delivery_id TEXT NOT NULL, resource TEXT NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('lost', 'differing', 'unknown')), stream BYTEA NOT NULL,
                found_at BIGINT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('open', 'redelivering', 'redelivered', 'agreed', 'corrected', 'kept')),
                sealed BYTEA NOT NULL, settled_by TEXT, settled_at BIGINT)
            """,
            """
            CREATE UNIQUE INDEX write_back_finding_unsettled ON write_back_finding (resource, delivery_id)
            WHERE state IN ('open', 'redelivering')
            """,
            "CREATE INDEX write_back_finding_newest ON write_back_finding (resource, found_at)",
        ]),
    // 数据质量, counts without persons; 限额; and what is done once a day, whoever does it.
    Migration(
        "Exchange", "0006_quality",
        [
            """
            CREATE TABLE source_count (
                resource TEXT NOT NULL, day TEXT NOT NULL, field TEXT NOT NULL, outcome TEXT NOT NULL,
                count BIGINT NOT NULL, age_days BIGINT NOT NULL,
                PRIMARY KEY (resource, day, field, outcome))
            """,
            """
            CREATE TABLE resource_quota (
                resource TEXT NOT NULL, day TEXT NOT NULL, taken BIGINT NOT NULL, PRIMARY KEY (resource, day))
            """,
            "CREATE TABLE daily_duty (name TEXT NOT NULL, day TEXT NOT NULL, PRIMARY KEY (name, day))",
        ]),
    // 见过: what a comparison has found with its department, and a machine must not bring back once it is gone.
    Migration(
        "Exchange", "0007_seen",
        [
            "ALTER TABLE write_back ADD COLUMN is_seen INTEGER NOT NULL DEFAULT 0",
            """
            UPDATE write_back SET is_seen = 1
            WHERE EXISTS (SELECT 1 FROM reconciliation AS run
                          WHERE run.resource = write_back.resource AND run.finished_at > write_back.acknowledged_at)
            """,
        ]),
    // 更正: what was decided otherwise afterwards; and the tasks of people where a description does not say how that is told.
    Migration(
        "Exchange", "0008_correction",
        [
            """
            CREATE TABLE write_back_correction (
                delivery_id TEXT PRIMARY KEY, original TEXT NOT NULL, serial INTEGER NOT NULL, resource TEXT NOT NULL,
                stream BYTEA NOT NULL,
                change TEXT NOT NULL CHECK (change IN ('suspended', 'resumed', 'cancelled', 'revoked', 'reinstated', 'amended')),
                decided_at BIGINT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('waiting', 'acknowledged', 'handedOver')),
                UNIQUE (original, serial), CHECK (serial > 0))
            """,
            "CREATE INDEX write_back_correction_newest ON write_back_correction (resource, decided_at)",
            """
            CREATE TABLE write_back_finding_with_corrections (
                id BYTEA PRIMARY KEY, delivery_id TEXT NOT NULL, resource TEXT NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('lost', 'differing', 'unknown', 'uncorrected')), stream BYTEA NOT NULL,
                found_at BIGINT NOT NULL,
                state TEXT NOT NULL CHECK (
                    state IN ('open', 'redelivering', 'redelivered', 'agreed', 'corrected', 'kept', 'overtaken')),
                sealed BYTEA NOT NULL, settled_by TEXT, settled_at BIGINT)
            """,
            """
            INSERT INTO write_back_finding_with_corrections
                (id, delivery_id, resource, kind, stream, found_at, state, sealed, settled_by, settled_at)
            SELECT id, delivery_id, resource, kind, stream, found_at, state, sealed, settled_by, settled_at
            FROM write_back_finding
            """,
            "DROP TABLE write_back_finding",
            "ALTER TABLE write_back_finding_with_corrections RENAME TO write_back_finding",
            """
            CREATE UNIQUE INDEX write_back_finding_unsettled ON write_back_finding (resource, delivery_id)
            WHERE state IN ('open', 'redelivering')
            """,
            "CREATE INDEX write_back_finding_newest ON write_back_finding (resource, found_at)",
        ]),
]
