package import TransparencyLog

/// 见证人 — a department that remembers our last checkpoint and signs the next one only if it continues that.
package struct LogWitness: Sendable {
    /// 单位: who it is, for people.
    package let authority: String
    /// Under which name it signs, e.g. `civil-affairs.huimin.example/witness`.
    package let name: String
    /// `nil` where the department has not told us its key and address yet.
    package let contact: Contact?

    /// How a witness is reached, and what its signatures are checked with.
    package struct Contact: Sendable {
        package let key: NoteKey
        package let connection: any WitnessConnection

        package init(key: NoteKey, connection: any WitnessConnection) {
            self.key = key
            self.connection = connection
        }
    }

    package init(authority: String, name: String, contact: Contact?) {
        self.authority = authority
        self.name = name
        self.contact = contact
    }
}

/// The way to one witness. Throws where no answer of a witness came: it is down, slow, or something else is at its address.
package protocol WitnessConnection: Sendable {
    func answer(_ request: WitnessRequest) async throws -> WitnessAnswer
}

/// 见证规则 — who watches the log, and how many of them must have signed a checkpoint.
package struct WitnessPolicy: Sendable {
    package let witnesses: [LogWitness]
    package let quorum: Int

    package init(witnesses: [LogWitness], quorum: Int) {
        self.witnesses = witnesses
        self.quorum = quorum
    }

    /// A city whose log nobody watches yet.
    package static let nobody = WitnessPolicy(witnesses: [], quorum: 0)

    /// Those who can be asked.
    package var reachable: [(witness: LogWitness, contact: LogWitness.Contact)] {
        witnesses.compactMap { witness in witness.contact.map { (witness, $0) } }
    }

    /// How many must have said that they know no later checkpoint before the first one is signed: so many that among every
    /// quorum there is one of them.
    package var clearance: Int {
        let count = reachable.count
        return count >= quorum && quorum > 0 ? count - quorum + 1 : count
    }

    /// Which witnesses' signatures stand under a note.
    package func cosignatures(of note: SignedNote) -> [(witness: LogWitness, signature: VerifiedSignature)] {
        reachable.compactMap { witness, contact in
            let verifier = LogIdentity.verifier(contact.key)
            guard let line = note.signature(of: contact.key),
                let one = try? SignedNote(text: note.text, signatures: [line]),
                let verified = try? one.verified(by: [verifier]).first
            else { return nil }
            return (witness, verified)
        }
    }

    package func hasQuorum(_ note: SignedNote) -> Bool { quorum > 0 && cosignatures(of: note).count >= quorum }
}
