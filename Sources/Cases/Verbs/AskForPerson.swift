import Catalog
import EventLog
import Flow
package import Kernel
import Storage
package import Web

/// 转人工: the applicant wants a person to look, before or after a decision (个人信息保护法第二十四条).
///
/// After a decision it becomes work of the office that decides this service (复核), with a day by which the answer is due.
/// While officers have the case already, the wish stands in its record before their eyes.
package struct AskForPerson: Sendable {
    /// What is longer is cut: the rest can be told to the officer.
    package static let reasonLengthMax = 1000
    private let environment: CaseEnvironment

    package init(_ environment: CaseEnvironment) { self.environment = environment }

    /// - Parameter reason: what the person should look at, in the applicant's words; `nil` where nothing is said.
    @discardableResult
    package func callAsFunction(
        _ id: Identifier<CaseFile>, by person: Identifier<Person>, reason: String? = nil
    ) async throws -> CaseFile {
        guard let file = try await environment.cases.caseFile(id, of: person) else { throw CaseRejections.noSuchCase }
        // Asking twice is asking once.
        if file.review == .open { return file }
        let words = reason?.trimmingWhiteSpace().prefix(Self.reasonLengthMax) ?? ""
        do {
            return try await ask(id, words.isEmpty ? nil : String(words), person)
        } catch is AskedBefore {
            return file
        } catch let rejection as Rejection where rejection.code == CaseRejections.illegal(.reviewAskedBefore).code {
            // The same wish on another connection was first.
            return try await environment.cases.caseFile(id, of: person) ?? file
        }
    }

    private func ask(
        _ id: Identifier<CaseFile>, _ reason: String?, _ person: Identifier<Person>
    ) async throws -> CaseFile {
        try await CaseWork.perform(id, by: .applicant(person), in: environment) { work in
            var body: [JSON.Member] = [
                .init("status", JSON(work.file.status.rawValue)), .init("reason", reason.map { JSON($0) } ?? .null),
            ]
            if work.file.status.isOpen {
                // No step of the machine, which would refuse a second one: looked up each time it is decided anew.
                let events = try await environment.journal.events(of: work.file.stream)
                if events.contains(where: { $0.kind == CaseEvents.personAsked }) { throw AskedBefore() }
            } else {
                try work.take(.askReview)
                body += [
                    .init("office", office(work.file).map { JSON($0) } ?? .null),
                    .init("dueOn", JSON(work.file.dueOn?.description ?? "")),
                    .init("version", JSON(work.item.version.digest)),
                ]
            }
            work.writer.append(
                CaseEvents.personAsked, by: .person(person.description), at: work.now, body: .object(body))
        }
    }
}

extension AskForPerson {
    /// Who is asked: the office that decides, or the other city that has decided.
    private func office(_ file: CaseFile) -> String? {
        environment.otherCities.city(file.elsewhere)?.name ?? file.office
    }
}

/// The wish stands in the record already.
private struct AskedBefore: Error {}
