import Synchronization

/// What each witness said last, for operators: one for the process, written by who asks them and read by whoever shows it.
package final class WitnessBoard: Sendable {
    private let standings = Mutex<[String: WitnessStatement]>([:])

    package init() {}

    /// - Returns: what the witness had said before, where it is of another sort.
    func put(_ statement: WitnessStatement, of witness: LogWitness) -> WitnessChange? {
        let before = standings.withLock { standings in
            defer { standings[witness.name] = statement }
            return standings[witness.name]
        }
        return before.map(WitnessChange.sort) == WitnessChange.sort(statement) ? nil : WitnessChange(before: before)
    }

    /// Witnesses that know of another history than ours: somebody must look at once.
    package var alarmCount: Int { standings.withLock { $0.values.count(where: \.isAlarm) } }

    /// By the name of the witness.
    package var statements: [String: WitnessStatement] { standings.withLock { $0 } }
}

/// That a witness says something of another sort than before.
struct WitnessChange: Sendable {
    let before: WitnessStatement?

    /// The sort of a statement, as it stands in the log of the operator.
    static func sort(_ statement: WitnessStatement) -> String {
        switch statement {
        case .cosigned: "cosigned"
        case .silent: "silent"
        case .refused(let status): "refused \(status)"
        case .ahead: "ahead"
        case .forked: "forked"
        }
    }
}
