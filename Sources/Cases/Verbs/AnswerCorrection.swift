import Catalog
package import EventLog
import Flow
package import Kernel
import Storage
package import Web

/// 补正: the applicant answers what was asked, and the clock runs again.
package struct AnswerCorrection: Sendable {
    private let environment: CaseEnvironment

    package init(_ environment: CaseEnvironment) { self.environment = environment }

    /// - Parameters:
    ///   - answers: by name, of the fields that were asked for.
    ///   - note: how each material was provided, or what else there is to say.
    /// - Throws: `CorrectionFaults` where something asked for is missing or cannot be so.
    @discardableResult
    package func callAsFunction(
        _ id: Identifier<CaseFile>, answers: [String: String], note: String?, by person: Identifier<Person>
    ) async throws -> CaseFile {
        try await CaseWork.perform(id, by: .applicant(person), in: environment) { work in
            let events = try await environment.journal.events(of: work.file.stream)
                .toldInFull(environment.otherCities)
            let asked = CorrectionAsked(events.last { $0.kind == CaseEvents.correctionAsked })
            let fields = asked.fields.compactMap(work.item.field(named:))
            let tidy = fields.reduce(into: [String: String]()) { tidy, field in
                let typed = TypedAnswer.tidied(answers[field.name] ?? "", for: field.type)
                if !typed.isEmpty { tidy[field.name] = typed }
            }
            var faults = fields.compactMap { field -> Rejection? in
                guard let typed = tidy[field.name] else { return CaseRejections.missing(field) }
                return field.value(typed) == nil ? CaseRejections.answer(field) : nil
            }
            // What cannot be typed into a field has to be told in words.
            if note == nil, !asked.materials.isEmpty || asked.note != nil { faults.append(CorrectionCopy.noteMissing) }
            guard faults.isEmpty else { throw CorrectionFaults(faults: faults) }
            work.clock = CaseClock(file: work.file, events: events, answeredAt: work.now)
            try work.take(.answerCorrection)
            work.writer.append(
                CaseEvents.corrected, by: .person(person.description), at: work.now,
                body: [
                    "answers": .object(tidy.sorted { $0.key < $1.key }.map { JSON.Member($0.key, JSON($0.value)) }),
                    "note": note.map { JSON($0) } ?? .null,
                    "dueOn": JSON(work.file.dueOn?.description ?? ""), "version": JSON(work.item.version.digest),
                ])
            // What the city that decides holds is disputed there.
            if work.file.elsewhere == nil { try await dispute(tidy, since: CaseContent(events).content, &work) }
        }
    }

    /// An answer that says otherwise than a department's record is put to that department, once.
    private func dispute(_ answers: [String: String], since before: DraftContent, _ work: inout CaseWork) async throws {
        var content = before
        for (name, answer) in answers { content.settle(name, as: answer) }
        let new = content.disputed.filter { before.disputed[$0.key] == nil }
        guard !new.isEmpty else { return }
        let open = OpenDisputes(
            environment: environment, item: work.item, person: try await work.applicant(), number: work.file.number,
            now: work.now)
        work.disputes = open(new, of: content.findings, continuing: &work.writer)
    }
}

/// What still has to be mended in an answer, field by field.
package struct CorrectionFaults: Error, Sendable {
    package let faults: [Rejection]
}

/// What an officer asked for, as the event holds it.
package struct CorrectionAsked: Sendable {
    package let materials: [String]
    package let fields: [String]
    package let note: String?

    package init(_ event: LoggedEvent?) {
        materials = (event?.body["materials"]?.array ?? []).compactMap(\.string)
        fields = (event?.body["fields"]?.array ?? []).compactMap(\.string)
        note = event?.body["note"]?.string
    }

    /// Everything asked for, as one list.
    package var points: [String] {
        materials.map { "材料：\($0)" } + fields.map { "信息：\($0)" } + (note.map { [$0] } ?? [])
    }
}
