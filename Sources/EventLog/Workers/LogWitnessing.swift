package import Kernel
package import Logging
import TransparencyLog

/// 请见证 — takes each new checkpoint to all witnesses at once, and publishes it with the signatures that it got.
///
/// It runs beside the sequencer, which never waits for it: a witness that is down or slow delays at most its own signature. A
/// round ends when all have answered, or when there is a quorum and a newer checkpoint to be taken round.
package actor LogWitnessing {
    private static let longestPause: Int64 = 5_000

    /// What is remembered of one witness between rounds.
    private struct Lane {
        var knownSize = 0
        var failures = 0
        var nextTry = Instant(milliseconds: 0)
    }

    private let policy: WitnessPolicy
    private let sequencer: LogSequencer
    private let inquiry: WitnessInquiry
    private let board: WitnessBoard
    private let time: any TimeSource
    private let log: Logger

    private var lanes: [String: Lane] = [:]
    /// The checkpoint that is being taken round, with what has been collected under it.
    private var collected: SignedNote?
    private var lacksQuorum = false

    package init(
        policy: WitnessPolicy, sequencer: LogSequencer, directory: TileDirectory, board: WitnessBoard,
        time: any TimeSource, log: Logger
    ) {
        self.policy = policy
        self.sequencer = sequencer
        inquiry = WitnessInquiry(directory: directory)
        self.board = board
        self.time = time
        self.log = log
    }

    /// Takes the last signed checkpoint to the witnesses whose signatures it lacks.
    package func round() async throws {
        guard !policy.reachable.isEmpty, let signed = try await sequencer.signed else { return }
        if collected?.text != signed.note.text { collected = signed.note }
        let missing = policy.reachable.filter { witness, contact in
            collected?.signature(of: contact.key) == nil && (lanes[witness.name]?.nextTry ?? time.now()) <= time.now()
        }
        guard !missing.isEmpty else { return }
        try await ask(missing, about: signed)
        try await endRound(signed)
    }

    private enum Step: Sendable {
        case answered(LogWitness, WitnessStatement)
        case overtaken
    }

    private func ask(
        _ missing: [(witness: LogWitness, contact: LogWitness.Contact)], about signed: SignedCheckpoint
    ) async throws {
        try await withThrowingTaskGroup(of: Step.self) { [inquiry, sequencer] group in
            for (witness, contact) in missing {
                let knownSize = lanes[witness.name]?.knownSize ?? 0
                group.addTask {
                    .answered(witness, await inquiry.ask(contact, about: signed, knownSize: knownSize))
                }
            }
            group.addTask {
                while !Task.isCancelled, try await sequencer.signed?.checkpoint == signed.checkpoint {
                    try? await Task.sleep(for: .milliseconds(30))
                }
                return .overtaken
            }
            var (waiting, isOvertaken) = (missing.count, false)
            while waiting > 0, !(isOvertaken && collected.map(policy.hasQuorum) == true),
                let step = try await group.next()
            {
                switch step {
                case .overtaken: isOvertaken = true
                case .answered(let witness, let statement):
                    waiting -= 1
                    try await take(statement, of: witness, about: signed)
                }
            }
            // Who has not answered by now is asked about the next checkpoint.
            group.cancelAll()
        }
    }

    private func take(_ statement: WitnessStatement, of witness: LogWitness, about signed: SignedCheckpoint)
        async throws
    {
        var lane = lanes[witness.name] ?? Lane()
        if case .cosigned = statement {
            (lane.failures, lane.knownSize) = (0, signed.checkpoint.head.size)
        } else {
            lane.failures += 1
            lane.nextTry = time.now().adding(milliseconds: min(Self.longestPause, 100 << Int64(min(lane.failures, 6))))
        }
        lanes[witness.name] = lane
        report(statement, of: witness, about: signed)
        guard case .cosigned(let verified) = statement else { return }
        collected?.add(verified.signature)
        if let collected, policy.hasQuorum(collected) { try await sequencer.publish(witnessed: collected) }
    }

    /// What was collected is shown also where it is no quorum; that it is none is said once.
    private func endRound(_ signed: SignedCheckpoint) async throws {
        guard let collected else { return }
        let (count, lacks) = (policy.cosignatures(of: collected).count, !policy.hasQuorum(collected))
        if lacks, count > 0 { try await sequencer.showCosignatures(collected) }
        guard lacks != lacksQuorum else { return }
        lacksQuorum = lacks
        let metadata: Logger.Metadata = [
            "size": "\(signed.checkpoint.head.size)", "cosignatures": "\(count)", "quorum": "\(policy.quorum)",
        ]
        if lacks {
            log.warning("the checkpoint lacks its quorum of witnesses", metadata: metadata)
        } else {
            log.notice("the checkpoint has its quorum of witnesses", metadata: metadata)
        }
    }

    private func report(_ statement: WitnessStatement, of witness: LogWitness, about signed: SignedCheckpoint) {
        guard let change = board.put(statement, of: witness) else { return }
        let metadata: Logger.Metadata = [
            "witness": "\(witness.name)", "authority": "\(witness.authority)",
            "answer": "\(WitnessChange.sort(statement))", "size": "\(signed.checkpoint.head.size)",
        ]
        switch statement {
        case .cosigned: if change.before != nil { log.notice("a witness signs again", metadata: metadata) }
        case .silent, .refused: log.warning("a witness does not sign", metadata: metadata)
        case .ahead, .forked:
            log.error("ALARM: a witness has seen another history of the log", metadata: metadata)
        }
    }
}
