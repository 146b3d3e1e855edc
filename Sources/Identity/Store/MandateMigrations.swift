package import Storage

/// The tables of mandates. Names and numbers of both sides are sealed; the addressee of an offer is found by a blind index of
/// number and name together.
package let mandateMigrations: [Migration] = [
    Migration(
        "Identity", "0008_mandate",
        [
            """
            CREATE TABLE mandate (
                id BYTEA PRIMARY KEY, origin TEXT NOT NULL CHECK (origin IN ('given', 'parent')),
                principal BYTEA NOT NULL, agent BYTEA, addressee_index BYTEA NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('offered', 'accepted', 'declined', 'revoked')),
                first_day TEXT NOT NULL, last_day TEXT NOT NULL, created_at BIGINT NOT NULL, settled_at BIGINT,
                sealed BYTEA NOT NULL)
            """,
            """
            CREATE TABLE mandate_power (
                mandate BYTEA NOT NULL, power TEXT NOT NULL, certificate_type TEXT NOT NULL,
                PRIMARY KEY (mandate, power, certificate_type))
            """,
            "CREATE INDEX mandate_principal ON mandate (principal, id)",
            "CREATE INDEX mandate_agent ON mandate (agent, id)",
            "CREATE INDEX mandate_addressee ON mandate (addressee_index) WHERE state = 'offered'",
        ]),
    // What was looked at by a mandate on a day: a look is written down once.
    Migration(
        "Identity", "0009_mandate_look",
        [
            """
            CREATE TABLE mandate_look (
                mandate BYTEA NOT NULL, seen TEXT NOT NULL, day TEXT NOT NULL, PRIMARY KEY (mandate, seen, day))
            """
        ]),
]
