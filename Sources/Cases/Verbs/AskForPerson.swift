import EventLog
package import Kernel
import Storage
package import Web

/// 转人工: the applicant wants a person to look, before or after a decision (个人信息保护法第二十四条).
package struct AskForPerson: Sendable {
    private let environment: CaseEnvironment

    package init(_ environment: CaseEnvironment) { self.environment = environment }

    package func callAsFunction(_ id: Identifier<CaseFile>, by person: Identifier<Person>) async throws {
        guard let file = try await environment.cases.caseFile(id, of: person) else { throw CaseRejections.noSuchCase }
        // Where another event of the case was first, the question is asked of the stream as it then is.
        for _ in 0..<3 {
            do { return try await ask(file, by: person) } catch StorageError.uniqueViolation { continue }
        }
        throw StorageError.unavailable("a case grew faster than a question could be put to it")
    }

    private func ask(_ file: CaseFile, by person: Identifier<Person>) async throws {
        let known = try await environment.journal.events(of: file.stream)
        // Asking twice is asking once.
        if known.contains(where: { $0.kind == CaseEvents.personAsked }) { return }
        var writer = try await environment.journal.open(file.stream)
        writer.append(
            CaseEvents.personAsked, by: .person(person.description), at: environment.time.now(),
            body: ["status": JSON(file.status.rawValue)])
        try await environment.database.write { [writer] tx in try writer.write(in: tx) }
    }
}
