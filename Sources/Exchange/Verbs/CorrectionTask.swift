import EventLog
import Kernel
import Storage

/// 交人处理 — makes a correction that no machine can tell a task of the department's people: one task for a registration,
/// which says all that was decided about it, in order, and what is right now.
struct CorrectionTask: Sendable {
    let findings: WriteBackFindingStore
    let journal: EventJournal
    let time: any TimeSource
    let ids: any IDSource

    /// Why it is theirs. Raw values stand in the event.
    enum Obstacle: String {
        /// The description does not say how this change is told, or asks for a value that there is not.
        case notDescribed
        /// The department's system did not take it.
        case refused
        /// Something that goes before it is with people already.
        case others
        /// Nobody knows whether the department has what is corrected.
        case neverAcknowledged
        /// The case was erased; its values are gone.
        case erased

        var word: String {
            switch self {
            case .notDescribed: "接入说明没有写这种变动怎样更正"
            case .refused: "贵部门的系统没有接收更正，或者答复读不懂"
            case .others: "前面没办完的合到这一条"
            case .neverAcknowledged: "不知道贵部门有没有收到原来的决定；有的，请按现在应当的处理，没有的不要登记"
            case .erased: "办件已经按期销毁，原来送达的内容没有了"
            }
        }
    }

    /// - Parameter open: tasks about the same registration, which this one takes the place of.
    func callAsFunction(
        _ matter: CorrectionMatter, _ obstacle: Obstacle, overtaking open: [CorrectionStore.OpenTask] = []
    ) async throws -> DeliveryOutcome {
        let correction = matter.correction
        var writer = try await writer(matter, open)
        let (now, id) = (time.now(), ids.identifier(WriteBackFinding.self))
        let lines = lines(matter, obstacle)
        writer.append(
            ExchangeEvents.found(.uncorrected), .exchange, by: .system, at: now,
            body: [
                "finding": JSON(id.description), "resource": JSON(correction.resource),
                "delivery": JSON(correction.key), "change": JSON(correction.change.rawValue),
                "original": JSON(correction.original), "obstacle": JSON(obstacle.rawValue),
                "values": .array(lines.map { JSON($0.name) }),
                "overtakes": .array(open.map { JSON($0.id.description) }),
            ])
        let finding = findings.prepare(
            WriteBackFinding(
                id: id, key: correction.key, resource: correction.resource, kind: .uncorrected, stream: writer.stream,
                foundAt: now, state: .open, lines: lines))
        return .done { [writer] tx in
            try writer.write(in: tx)
            for task in open {
                _ = try WriteBackFindingStore.settle(task.id, .overtaken, from: .open, at: now, in: tx)
            }
            _ = try finding.write(in: tx)
            try CorrectionStore.settle(correction.key, .handedOver, in: tx)
            try CorrectionStore.wake(behind: correction.original, at: now, in: tx)
        }
    }

    /// A case that was erased takes no event any more: its tasks have a stream of their own.
    private func writer(
        _ matter: CorrectionMatter, _ open: [CorrectionStore.OpenTask]
    ) async throws -> StreamWriter {
        guard matter.events.isEmpty else { return try await journal.open(matter.correction.stream) }
        if let own = open.first(where: { $0.stream != matter.correction.stream }) {
            return try await journal.open(own.stream)
        }
        return journal.begin(ids.identifier(EventStream.self))
    }

    private func lines(_ matter: CorrectionMatter, _ obstacle: Obstacle) -> [WriteBackFinding.Line] {
        typealias Name = WriteBackCorrection.Name
        let correction = matter.correction
        let upToNow = matter.all.filter { $0.serial <= correction.serial }
        var values = matter.values
        values[Name.earlier] = WriteBackCorrection.history(upToNow.dropLast())
        values[Name.standing] = WriteBackCorrection.standing(upToNow).word
        values[Name.obstacle] = obstacle.word
        let names = [
            Name.standing, Name.change, Name.day, Name.reason, Name.law, Name.originalNumber, Name.original,
            Name.earlier, Name.obstacle,
        ]
        // Whose registration is gone registers it anew by what it was told.
        let mayBeGone = correction.change == .reinstated || obstacle == .others
        let told = matter.told?.body["values"]?.members ?? []
        let registered = mayBeGone ? told.map(\.key).filter { $0 != "事件编号" && !names.contains($0) } : []
        return (names + registered).compactMap { name in
            values[name].flatMap { $0.isEmpty ? nil : WriteBackFinding.Line(name: name, ours: $0, theirs: nil) }
        }
    }
}

extension WriteBackCorrection {
    /// What stands after some corrections of the same telling.
    static func standing(_ corrections: some BidirectionalCollection<WriteBackCorrection>) -> GrantStanding {
        corrections.last { $0.change.standing != nil }?.change.standing ?? .standing
    }

    /// `暂停 2026-11-20、恢复 2026-11-22`; empty where there was none.
    static func history(_ corrections: some Sequence<WriteBackCorrection>) -> String {
        corrections.map { "\($0.change.word) \($0.decidedAt.civilDate())" }.joined(separator: "、")
    }

    /// What people are told beside a registration that is gone or differs, where something was decided about it since: who
    /// puts it back must not put back what does not stand.
    static func lines(_ corrections: [WriteBackCorrection]) -> [WriteBackFinding.Line] {
        guard let original = corrections.first?.original else { return [] }
        return [
            (Name.standing, standing(corrections).word), (Name.earlier, history(corrections)),
            (Name.original, original),
        ]
        .map { WriteBackFinding.Line(name: $0, ours: $1, theirs: nil) }
    }
}
