import ECertificates
package import Exchange
import Identity
import Kernel
package import Web

/// Address of 我的同意.
package struct ConsentRoutes: Sendable {
    private static let readsMax = 500
    private let environment: CaseEnvironment
    private let words: ReadWords
    private let reads: DataReadStore

    /// - Parameter words: how what was read is said.
    package init(_ environment: CaseEnvironment, words: ReadWords) {
        self.environment = environment
        self.words = words
        reads = DataReadStore(database: environment.database)
    }

    package var routes: [Route] { [Route(.get, "/me/consents", .resident(.registered), show)] }

    private func show(_ request: WebRequest) async throws -> WebResponse {
        guard let person = request.viewer.resident?.personID else {
            preconditionFailure("the route lets only residents in")
        }
        let (context, now) = (PageContext(request), environment.time.now())
        var showings: [(showing: CertificatePresentation, certificate: String)] = []
        let imports = try await environment.imports.certificates(of: person)
        for showing in try await environment.presentations.presentations(of: person) where showing.isOpen(at: now) {
            let issued = try await environment.certificates.certificate(showing.certificate, holder: person)
            showings.append((showing, showing.typeName ?? issued?.typeName ?? ""))
        }
        let mandates = try await environment.mandates.openMandates(givenBy: person, at: now).filter {
            $0.mayEnd(person)
        }
        let model = ConsentsPage.Model(
            showings: showings, imports: imports, mandates: mandates, duties: try await duties(person, context))
        return .page(ConsentsPage.render(model, context))
    }

    /// What departments were asked for, by service and ground; each field once. What was read with consent is not among it.
    private func duties(_ person: Identifier<Person>, _ context: PageContext) async throws -> [ConsentsPage.Duty] {
        var found: [ReadPurpose: [String]] = [:]
        for read in try await reads.reads(about: person, limit: Self.readsMax)
        where read.outcome == DataRead.answered && read.purpose.item != ReadPurpose.importing {
            let purpose = ReadPurpose(item: read.purpose.item, caseReference: nil, basis: read.purpose.basis)
            for field in read.fields.map({ words.text($0, of: read.resource, in: context.language) })
            where found[purpose]?.contains(field) != true {
                found[purpose, default: []].append(field)
            }
        }
        var duties: [ConsentsPage.Duty] = []
        for (purpose, fields) in found {
            duties.append(
                ConsentsPage.Duty(
                    service: try await service(purpose.item, context), basis: purpose.basis, fields: fields))
        }
        return duties.sorted { ($0.service, $0.basis) < ($1.service, $1.basis) }
    }

    private func service(_ item: String, _ context: PageContext) async throws -> String {
        switch item {
        case ReadPurpose.signIn: context.say(ConsentCopy.signIn)
        case ReadPurpose.parentage: context.say(ConsentCopy.parentage)
        default: try await environment.name(ofItem: item, in: context.language) ?? item
        }
    }
}
