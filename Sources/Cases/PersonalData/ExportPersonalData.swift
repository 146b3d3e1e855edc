import ECertificates
import Entitlements
import EventLog
import Exchange
package import Identity
import Kernel
import Storage
import Web

/// 导出我的数据 — gathers all that is held about the person who asks, and records that it was handed out before it is.
package struct ExportPersonalData: Sendable {
    private static let pageSize = 500
    private let environment: CaseEnvironment
    private let reads: DataReadStore
    private let disputes: DisputeStore

    package init(_ environment: CaseEnvironment) {
        self.environment = environment
        reads = DataReadStore(database: environment.database)
        disputes = DisputeStore(database: environment.database, vault: environment.vault)
    }

    package func callAsFunction(_ person: PersonProfile) async throws -> PersonalData {
        let data = try await gathered(person)
        try await record(data)
        return data
    }

    private func gathered(_ person: PersonProfile) async throws -> PersonalData {
        var cases: [PersonalData.HeldCase] = []
        for file in try await caseFiles(of: person.id) {
            let events = try await environment.journal.events(of: file.stream)
            let benefit = try await environment.database.read { tx in try Entitlement.given(by: file.stream, in: tx) }
            cases.append(.init(file: file, content: CaseContent(events).content, events: events, benefit: benefit))
        }
        let drafts = try await environment.drafts.openDrafts(of: person.id)
        var names: [String: String] = [:]
        for item in Set(cases.map(\.file.itemID) + drafts.map(\.itemID)) {
            names[item] = try await environment.name(ofItem: item, in: .chinese)
        }
        return PersonalData(
            at: environment.time.now(), person: person, cases: cases, drafts: drafts,
            certificates: try await certificates(of: person.id),
            imports: try await environment.imports.certificates(of: person.id),
            importDeeds: try await environment.imports.deeds(of: person.id, in: environment.journal),
            showings: try await environment.presentations.presentations(of: person.id),
            mandates: try await mandates(of: person.id), reads: try await allReads(about: person.id),
            disputes: try await disputes.disputes(of: person.id), itemNames: names)
    }

    private func caseFiles(of person: Identifier<Person>) async throws -> [CaseFile] {
        var files = try await environment.cases.cases(of: person, limit: Self.pageSize)
        while files.count % Self.pageSize == 0, let last = files.last {
            let more = try await environment.cases.cases(of: person, after: last, limit: Self.pageSize)
            guard !more.isEmpty else { break }
            files += more
        }
        return files
    }

    private func mandates(of person: Identifier<Person>) async throws -> [PersonalData.HeldMandate] {
        let store = environment.mandates
        var held: [PersonalData.HeldMandate] = []
        for mandate in try await store.mandates(givenBy: person) + store.mandates(heldBy: person) {
            held.append(.init(mandate: mandate, deeds: try await store.deeds(of: mandate, in: environment.journal)))
        }
        return held
    }

    private func certificates(of person: Identifier<Person>) async throws -> [PersonalData.HeldCertificate] {
        var held: [PersonalData.HeldCertificate] = []
        for certificate in try await issued(to: person) {
            let events = try await environment.journal.events(of: certificate.id.retyped(as: EventStream.self))
            held.append(.init(certificate: certificate, deeds: events.compactMap(CertificateDeed.init)))
        }
        return held
    }

    private func issued(to person: Identifier<Person>) async throws -> [IssuedCertificate] {
        var found = try await environment.certificates.certificates(of: person, limit: Self.pageSize)
        while found.count % Self.pageSize == 0, let last = found.last {
            let more = try await environment.certificates.certificates(of: person, after: last, limit: Self.pageSize)
            guard !more.isEmpty else { break }
            found += more
        }
        return found
    }

    private func allReads(about person: Identifier<Person>) async throws -> [DataRead] {
        var found = try await reads.reads(about: person, limit: Self.pageSize)
        while found.count % Self.pageSize == 0, let last = found.last {
            let more = try await reads.reads(about: person, before: last.id, limit: Self.pageSize)
            guard !more.isEmpty else { break }
            found += more
        }
        return found
    }

    /// A line of the person's own record and an event of the log: whoever took over an account leaves a trace.
    private func record(_ data: PersonalData) async throws {
        let read = DataRead(
            id: environment.ids.identifier(DataRead.self), resource: "我的数据", department: "本人",
            fields: [
                "办件 \(data.cases.count)", "证照 \(data.certificates.count)",
                "部门数据 \(data.imports.count)", "出示 \(data.showings.count)",
                "委托 \(data.mandates.count)",
                "查询记录 \(data.reads.count)",
            ],
            purpose: ReadPurpose(item: ReadPurpose.export, caseReference: nil, basis: "中华人民共和国个人信息保护法第四十五条"),
            at: data.at, outcome: DataRead.exported)
        var writer = environment.journal.begin(environment.ids.identifier(EventStream.self))
        writer.append(
            "person.dataExported", .dataRead, by: .person(data.person.id.description), at: data.at,
            body: ["read": read.json])
        let (events, person) = (writer, data.person.id)
        try await environment.database.write { tx in
            try DataReadStore.insert([read], person: person, in: tx)
            try events.write(in: tx)
        }
    }
}
