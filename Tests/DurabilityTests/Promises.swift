import Cases
import EventLog
import Kernel
import Synchronization
import TransparencyLog

/// What the world outside was told: kept beside the server, and held against its disk afterwards.
final class Promises: Sendable {
    /// A draft as its owner knows it.
    struct SavedDraft: Sendable {
        let owner: Int
        /// What was typed, in order, and how much of it was said to be kept.
        var typed: [String] = []
        var keptCount = 0
        var isSubmitted = false
    }

    struct State: Sendable {
        var drafts: [Identifier<CaseFile>: SavedDraft] = [:]
        /// Cases that somebody was told of, by draft, and those that were only asked for.
        var cases: [Identifier<CaseFile>: CaseFile] = [:]
        var asked: [Identifier<CaseFile>: Int] = [:]
        var receipts: [EventReceipt] = []
        var checkpoints: Set<Published> = []
        var problems: [String] = []
    }

    struct Published: Hashable, Sendable {
        let size: Int
        let root: TreeHash
    }

    private let state = Mutex(State())

    var now: State { state.withLock { $0 } }
    var problems: [String] { state.withLock { $0.problems } }

    func problem(_ text: String) { state.withLock { $0.problems.append(text) } }

    func started(_ id: Identifier<CaseFile>, by owner: Int) {
        state.withLock { $0.drafts[id] = $0.drafts[id] ?? SavedDraft(owner: owner) }
    }

    func types(_ text: String, in id: Identifier<CaseFile>) { state.withLock { $0.drafts[id]?.typed.append(text) } }

    func kept(_ text: String, in id: Identifier<CaseFile>) {
        state.withLock { state in
            guard var draft = state.drafts[id], let place = draft.typed.firstIndex(of: text) else { return }
            draft.keptCount = max(draft.keptCount, place + 1)
            state.drafts[id] = draft
        }
    }

    func asks(_ id: Identifier<CaseFile>, by owner: Int) {
        state.withLock {
            $0.asked[id] = owner
            $0.drafts[id]?.isSubmitted = true
        }
    }

    /// Somebody is told of a case; hears of another one for the same draft at once.
    func answered(_ file: CaseFile) {
        state.withLock { state in
            if let before = state.cases[file.id], before.number != file.number {
                state.problems.append("a draft gave two cases, \(before.number) and \(file.number)")
            }
            state.cases[file.id] = file
        }
    }

    func recorded(_ receipt: EventReceipt) { state.withLock { $0.receipts.append(receipt) } }

    func saw(_ head: TreeHead) {
        _ = state.withLock { $0.checkpoints.insert(Published(size: head.size, root: head.root)) }
    }
}
