import Kernel
import TransparencyLog

/// Whether a process may make its first signature: only where the witnesses know of no later one. Database and files may both
/// have been restored from a backup, and then nobody but the witnesses remembers what was signed since.
///
/// While too few witnesses answer, nothing is signed; cases go on, their proofs come later.
actor WitnessClearance {
    /// How long after an answer that does not clear us the witnesses are asked again.
    private static let pauseMilliseconds: Int64 = 2_000

    private let policy: WitnessPolicy
    private let inquiry: WitnessInquiry
    private let identity: LogIdentity
    private let time: any TimeSource
    private var isGiven = false
    private var nextInquiry = Instant(milliseconds: 0)

    init(policy: WitnessPolicy, directory: TileDirectory, identity: LogIdentity, time: any TimeSource) {
        self.policy = policy
        inquiry = WitnessInquiry(directory: directory)
        self.identity = identity
        self.time = time
    }

    /// - Parameter last: the checkpoint that our files end with.
    /// - Throws: `LogFault` where a witness has signed a later or another one.
    func isGiven(after last: Checkpoint?) async throws -> Bool {
        guard !isGiven, !policy.reachable.isEmpty else { return true }
        guard time.now() >= nextInquiry else { return false }
        nextInquiry = time.now().adding(milliseconds: Self.pauseMilliseconds)
        let signed = try question(last)
        let statements = await statements(about: signed)
        for case .ahead(let size) in statements {
            throw LogFault.witnessesAreAhead(signed: size, held: signed.checkpoint.head.size)
        }
        guard !statements.contains(.forked) else {
            throw LogFault.witnessesDisagree(size: signed.checkpoint.head.size)
        }
        let agreeing = statements.count { if case .cosigned = $0 { true } else { false } }
        isGiven = agreeing >= policy.clearance
        return isGiven
    }

    /// Our last checkpoint; of a log without any, that of an empty tree, which promises nothing.
    private func question(_ last: Checkpoint?) throws -> SignedCheckpoint {
        let empty = TreeHead(size: 0, root: SHA256TreeHasher().emptyRoot)
        guard let checkpoint = last ?? Checkpoint(origin: identity.origin, head: empty) else {
            throw LogFault.checkpointInvalid
        }
        let note = try checkpoint.signed(
            after: last, proof: [], hasher: SHA256TreeHasher(), by: [identity.signer], at: time.now())
        return SignedCheckpoint(checkpoint: checkpoint, note: note)
    }

    private func statements(about signed: SignedCheckpoint) async -> [WitnessStatement] {
        await withTaskGroup(of: WitnessStatement.self) { [inquiry] group in
            for (_, contact) in policy.reachable {
                group.addTask { await inquiry.ask(contact, about: signed, knownSize: 0) }
            }
            var statements: [WitnessStatement] = []
            for await statement in group { statements.append(statement) }
            return statements
        }
    }
}
