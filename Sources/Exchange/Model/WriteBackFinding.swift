package import EventLog
package import Kernel

/// 对账发现 — the department's system and our record of what it acknowledged do not say the same.
package struct WriteBackFinding: Sendable {
    package let id: Identifier<WriteBackFinding>
    /// 事件编号.
    package let key: String
    package let resource: String
    package let kind: Kind
    /// The case that it is about; of what nobody knows, a stream of its own.
    package let stream: Identifier<EventStream>
    package let foundAt: Instant
    package let state: State
    /// Both sides, value by value; sealed wherever it is kept.
    package let lines: [Line]

    /// 丢失、不一致、无来源、要更正.
    package enum Kind: String, Sendable, CaseIterable {
        /// Acknowledged, and not there. What was never seen there is delivered again under the same key.
        case lost
        /// There, and not as it was written. A machine does not overwrite what a department holds.
        case differing
        /// There, under a key that names no decision of ours.
        case unknown
        /// It does not stand any more as it was told, and no machine can tell it: people put it right.
        case uncorrected
    }

    /// What became of it.
    package enum State: String, Sendable, CaseIterable {
        /// Waits for a person of the department.
        case open
        /// 正在重新送达.
        case redelivering
        /// 已重新送达, and acknowledged again.
        case redelivered
        /// 已一致: a later look found both sides the same.
        case agreed
        /// 已更正 and 维持, by a named officer with a reason.
        case corrected, kept
        /// 并入后一条: a later task about the same registration holds it too.
        case overtaken

        package var isSettled: Bool { self != .open && self != .redelivering }
    }

    /// One value on both sides.
    package struct Line: Sendable, Equatable {
        package let name: String
        package let ours: String?
        package let theirs: String?

        init(name: String, ours: String?, theirs: String?) {
            self.name = name
            self.ours = ours
            self.theirs = theirs
        }
    }
}

extension WriteBackFinding {
    static func json(_ lines: [Line]) -> JSON {
        .array(
            lines.map { line in
                [
                    "name": JSON(line.name), "ours": line.ours.map { JSON($0) } ?? .null,
                    "theirs": line.theirs.map { JSON($0) } ?? .null,
                ]
            })
    }

    static func lines(_ json: JSON) -> [Line] {
        (json.array ?? []).map {
            Line(name: $0["name"]?.string ?? "", ours: $0["ours"]?.string, theirs: $0["theirs"]?.string)
        }
    }
}

/// 一次对账 — what came of comparing one resource on one day.
package struct Reconciliation: Sendable, Equatable {
    package let resource: String
    package let day: CivilDate
    /// `nil` while it is under way, and where the department could not be asked.
    package let finishedAt: Instant?
    package let tally: Tally
    /// Why it could not be finished, without personal data.
    package let fault: String?

    /// More is gone than a department loses: nothing was delivered again.
    package static let implausibleLoss = "implausibleLoss"
    /// Done, but for cases that could not be read.
    package static let unreadable = "unreadable"

    /// How many were compared, and how many of them were found.
    package struct Tally: Sendable, Equatable {
        package var compared = 0
        package var lost = 0
        package var differing = 0
        package var unknown = 0
        /// Cases that could not be read; they are not kept with the rest.
        package var unreadable = 0

        package init(compared: Int = 0) { self.compared = compared }

        mutating func count(_ kind: WriteBackFinding.Kind) {
            switch kind {
            case .lost: lost += 1
            case .differing: differing += 1
            case .unknown: unknown += 1
            case .uncorrected: break  // Decided by a person, not found by a comparison.
            }
        }
    }
}
