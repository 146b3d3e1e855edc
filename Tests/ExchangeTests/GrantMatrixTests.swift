import Exchange
import Foundation
import Kernel
import Logging
import Synchronization
import Testing

/// The grant matrix: every resource of the sample city × whoever asks × every item. What is allowed is computed here from the
/// city's file alone, so that the product's own check is not what it is compared with.
@Suite("Grant matrix")
struct GrantMatrixTests {
    /// How a read stands to the grants of its item.
    private enum Asker: CaseIterable {
        case applicant, onAnotherBasis, withoutCase, beforeTheGrant, afterTheGrant, afterRevocation
    }

    private static let firstDay = CivilDate(daysSinceEpoch: 20_454)
    private static let lastDay = CivilDate(daysSinceEpoch: 22_279)
    private static let today = CivilDate(daysSinceEpoch: 20_779)

    private static let questions = ["年满(80)", "连续缴存满(3)", "连续缴存满(2)", "重度残疾()", "户主是本人()"]

    @Test("Nothing outside a grant is ever returned, and what is not granted is not even asked for")
    func matrix() async throws {
        let departments = try CatalogueTests.departments()
        let terms = try SharingTerms.read(Description(yaml: Self.text("grants.yaml")))
        for term in terms {
            try term.check(against: departments.flatMap(\.resources))
            #expect(term.from == Self.firstDay && term.until == Self.lastDay, "\(term.item) \(term.resource)")
        }
        let items = Set(terms.map(\.item)).union(try Self.itemCodes())
        var cells = 0
        for asker in Asker.allCases {
            let revokedAt = asker == .afterRevocation ? Instant(milliseconds: 1) : nil
            let book = GrantBook(terms.map { Grants.grant($0, revokedAt: revokedAt) })
            let source = Register()
            let resolve = resolver(departments, source, book, on: day(asker))
            for item in items.sorted() {
                let own = terms.filter { $0.item == item }
                let basis = asker == .onAnotherBasis ? "别的规定" : own.first?.basis ?? "别的规定"
                let purpose = ReadPurpose(
                    item: item, caseReference: asker == .withoutCase ? nil : "一个办件", basis: basis)
                for resource in departments.flatMap(\.resources) {
                    let mayRead =
                        asker == .applicant || (asker == .withoutCase && ReadPurpose.withoutCase.contains(item))
                    let allowed = mayRead ? Set(own.filter { $0.resource == resource.name }.flatMap(\.fields)) : []
                    await check(resource, allowed, resolve, purpose, source, "\(asker) \(item) \(resource.name)")
                    cells += 1
                }
            }
        }
        #expect(cells > 2000)
    }

    @Test("The grants of the sample city are the least: exactly what its items and the sign-in fill in")
    func leastFields() throws {
        let terms = try SharingTerms.read(Description(yaml: Self.text("grants.yaml")))
        for code in try Self.itemCodes() {
            let text = try Self.items().first { $0.contains("本地: \(code)") } ?? ""
            let sources = Set(text.matches(of: /来源: ([^,}\s]+)/).map { String($0.1) })
            let granted = terms.filter { $0.item == code }.flatMap { term in
                term.fields.map { "\(term.resource).\($0)" }
            }
            // An account is confirmed by its holder's number, which no form shows.
            let accounts = text.contains("户主: ") ? ["社保卡.户主证件号码"] : []
            #expect(Set(granted) == sources.union(accounts), "\(code)")
            #expect(granted.count == Set(granted).count, "\(code)")
        }
    }

    @Test("Every department of the sample city has somebody who answers for its data")
    func dataOfficers() throws {
        let staff = try Self.text("staff.yaml")
        for department in try CatalogueTests.departments() {
            #expect(staff.contains("机关: \(department.provider.name)"), "\(department.name)")
        }
    }

    private func check(
        _ resource: Resource, _ allowed: Set<String>, _ resolve: ResolveFacts, _ purpose: ReadPurpose,
        _ source: Register, _ cell: String
    ) async {
        guard let person = ResidentID("11010519491231002X") else { preconditionFailure("no such number") }
        let before = source.asked
        // The questions that somebody may ask, and two that nobody may.
        let questions = resource.predicates.flatMap { predicate in
            Self.questions.filter { PredicateCall($0)?.name == predicate.name && resource.reading($0) != nil }
        }
        let all = Set(
            (resource.fields.map(\.name) + questions).map { FactAddress(resource: resource.name, field: $0) })
        let sheet = await resolve(all, about: person, for: purpose)
        for address in all {
            let isRefused = sheet.findings[address] == .unknown(.notGranted)
            #expect(isRefused != allowed.contains(address.field), "\(cell) \(address.field)")
            if isRefused { #expect(sheet.findings[address]?.fact == nil) }
        }
        // Fields are asked for together, each question by itself.
        let calls = allowed.filter { PredicateCall($0) != nil }.count
        #expect(source.asked - before == calls + (allowed.count > calls ? 1 : 0), "\(cell)")
        // The record says what was read and what was refused, each with its fields.
        let recorded = Dictionary(grouping: sheet.reads) { $0.outcome == DataRead.notGranted }
        #expect(Set((recorded[false] ?? []).flatMap(\.fields)) == allowed, "\(cell)")
        #expect(
            Set((recorded[true] ?? []).flatMap(\.fields)) == Set(all.map(\.field)).subtracting(allowed), "\(cell)")
    }

    private func resolver(
        _ departments: [Department], _ source: Register, _ book: GrantBook, on day: CivilDate
    ) -> ResolveFacts {
        let connectors = departments.reduce(into: [String: any SourceConnector]()) { $0[$1.name] = source }
        return ResolveFacts(
            departments: departments, connectors: connectors, grants: { book }, time: Noon(day: day), ids: Numbers(),
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func day(_ asker: Asker) -> CivilDate {
        switch asker {
        case .beforeTheGrant: Self.firstDay.adding(days: -1)
        case .afterTheGrant: Self.lastDay.adding(days: 1)
        default: Self.today
        }
    }

    private static func text(_ file: String) throws -> String {
        String(decoding: try Data(contentsOf: CatalogueTests.city.appending(path: file)), as: UTF8.self)
    }

    private static func items() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: CatalogueTests.city.appending(path: "items").path())
            .filter { !$0.hasSuffix(".md") }.map { try text("items/\($0)/item.yaml") }
    }

    private static func itemCodes() throws -> [String] {
        try items().compactMap { $0.firstMatch(of: /本地: (\d{6}-[A-Z]+-\d{4})/).map { String($0.1) } }
    }
}

/// A department that has everything about everybody, and counts how often it is asked.
private final class Register: SourceConnector {
    private let count = Mutex(0)
    var asked: Int { count.withLock { $0 } }

    func fetch(_ query: SourceQuery) async throws(SourceFault) -> [SourceRecord] {
        count.withLock { $0 += 1 }
        let asked = query.predicate.map { [$0.predicate.answer] } ?? query.resource.fields
        let columns = asked.reduce(into: [String: String?]()) { $0[$1.column] = "1" }
        return [SourceRecord(columns: columns)]
    }

    func deliver(_: SourceDelivery) async throws(SourceFault) -> Acknowledgement { throw .notDescribed }
    func selfCheck() async -> [CheckFinding] { [] }
}

private struct Noon: TimeSource {
    let day: CivilDate
    func now() -> Instant { Instant(milliseconds: (Int64(day.daysSinceEpoch) * 24 + 4) * 3_600_000) }
}

private struct Numbers: IDSource {
    func identifier<Subject>(_: Subject.Type) -> Identifier<Subject> {
        Identifier(high: 1, low: .random(in: 1 ... .max))
    }
    func randomBytes(_ count: Int) -> [UInt8] { Array(repeating: 1, count: count) }
}
