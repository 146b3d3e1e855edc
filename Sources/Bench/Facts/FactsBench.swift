import EventLog
import Exchange
import Foundation
package import Kernel
import Logging

/// `bench facts`: the facts of one application out of many resources, each with a source of its own slowness; how much
/// longer they take together than the slowest source does.
package struct FactsBench: Sendable {
    /// Resources that one application reads.
    private static let resources = 12
    let city: String
    let applications: Int
    let clients: Int
    let time: any TimeSource
    let ids: any IDSource

    package init(city: String, applications: Int, clients: Int, time: any TimeSource, ids: any IDSource) {
        self.city = city
        self.applications = applications
        self.clients = clients
        self.time = time
        self.ids = ids
    }

    /// - Throws: `BenchFault` where the city has fewer resources, or a fact is not found.
    package func callAsFunction() async throws -> FactsReport {
        let departments = try readDepartments()
        let chosen = Array(departments.flatMap(\.resources).prefix(Self.resources))
        guard chosen.count == Self.resources else { throw BenchFault("\(city) has only \(chosen.count) resources") }
        let sources = PacedSources(chosen)
        let connectors = departments.reduce(into: [String: any SourceConnector]()) { $0[$1.name] = sources }
        let purpose = ReadPurpose(item: "bench", caseReference: "bench", basis: "bench")
        let book = GrantBook(chosen.map { granted($0, purpose) })
        let resolve = ResolveFacts(
            departments: departments, connectors: connectors, grants: { book }, time: time, ids: ids,
            log: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() })
        let wanted = Set(
            chosen.flatMap { resource in
                resource.fields.map { FactAddress(resource: resource.name, field: $0.name) }
            })
        let samples = try await measure { subject in
            let sheet = await resolve(wanted, about: subject, for: purpose)
            guard sheet.reads.count == Self.resources, sheet.reads.allSatisfy({ $0.outcome == "answered" }) else {
                throw BenchFault("a source was not asked, or did not answer")
            }
        } slowest: {
            sources.slowest(of: $0)
        }
        return FactsReport(resources: Self.resources, facts: wanted.count, clients: clients, samples: samples)
    }

    private func granted(_ resource: Resource, _ purpose: ReadPurpose) -> SharingGrant {
        let terms = SharingTerms(
            resource: resource.name, item: purpose.item, fields: resource.fields.map(\.name), aim: "bench",
            basis: purpose.basis, from: CivilDate(daysSinceEpoch: 0), until: CivilDate(daysSinceEpoch: 100_000))
        return SharingGrant(
            id: ids.identifier(SharingGrant.self), terms: terms, request: nil,
            stream: ids.identifier(EventStream.self), grantedAt: Instant(milliseconds: 0))
    }

    /// For each application what it took, and what its slowest source took.
    private func measure(
        _ body: @escaping @Sendable (ResidentID) async throws -> Void,
        slowest: @escaping @Sendable (ResidentID) -> Double
    ) async throws -> [FactsReport.Sample] {
        let (applications, clients) = (applications, clients)
        return try await withThrowingTaskGroup(of: [FactsReport.Sample].self) { group in
            for client in 0..<clients {
                group.addTask {
                    var samples: [FactsReport.Sample] = []
                    for number in stride(from: client, to: applications, by: clients) {
                        let subject = try Self.person(number)
                        let began = ContinuousClock.now
                        try await body(subject)
                        let total = began.duration(to: .now).seconds * 1000
                        samples.append(FactsReport.Sample(total: total, slowestSource: slowest(subject)))
                    }
                    return samples
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private func readDepartments() throws -> [Department] {
        let folder = city + "/departments"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }
        return try names.sorted().map { name in
            try Department(yaml: String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8))
        }
    }

    /// Somebody of the unassigned division, another one for each application.
    private static func person(_ number: Int) throws -> ResidentID {
        let digits =
            "339900" + "1943" + padded(1 + number / 28 % 12, 2) + padded(1 + number % 28, 2)
            + padded(number / 336 % 1000, 3)
        guard let id = "0123456789X".lazy.compactMap({ ResidentID("\(digits)\($0)") }).first else {
            throw BenchFault("no such number: \(digits)")
        }
        return id
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
    }
}
