package import Cases
import Catalog
import ECertificates
package import Exchange
import Identity
import Kernel
package import Notify
package import Web

/// 我的: what a signed-in person has here, and who has looked at it.
package struct MyRoutes: Sendable {
    private let environment: CaseEnvironment
    private let reads: DataReadStore
    private let inbox: SandboxInbox?

    package init(environment: CaseEnvironment, reads: DataReadStore, inbox: SandboxInbox?) {
        self.environment = environment
        self.reads = reads
        self.inbox = inbox
    }

    package var routes: [Route] {
        [
            Route(.get, "/me", .resident(.registered), me), Route(.get, "/me/reads", .resident(.registered), showReads),
            Route(.get, "/sandbox/inbox", .demo, showInbox),
        ]
    }

    private func me(_ request: WebRequest) async throws -> WebResponse {
        let context = PageContext(request)
        let person = try resident(request)
        let files = try await environment.cases.cases(of: person, limit: 10)
        let cards = try await environment.cards(files, context)
        let certificates = try await environment.certificates.certificates(of: person, limit: 10).map {
            MyPage.CertificateLink(
                id: $0.id.description, typeName: $0.typeName, issuedOn: $0.issuedOn, isValid: !$0.isRevoked)
        }
        let newest = try await reads.reads(about: person, limit: 5).map { line($0, context) }
        return .page(MyPage.render(.init(cases: cards, certificates: certificates, reads: newest), context))
    }

    private func showReads(_ request: WebRequest) async throws -> WebResponse {
        let context = PageContext(request)
        let lines = try await reads.reads(about: resident(request), limit: 100).map { line($0, context) }
        return .page(MyReadsPage.render(.init(reads: lines), context))
    }

    private func showInbox(_ request: WebRequest) async throws -> WebResponse {
        let messages = try await inbox?.newest() ?? []
        let model = SandboxInboxPage.Model(
            messages: messages.map {
                SandboxInboxPage.Message(
                    maskedPhone: MobileNumber($0.recipient)?.masked ?? "****", text: $0.text, sentAt: $0.sentAt)
            })
        return .page(SandboxInboxPage.render(model, PageContext(request)))
    }

    private func line(_ read: DataRead, _ context: PageContext) -> DataReadLine {
        DataReadLine(
            at: read.at, reader: read.reader, what: read.fields.joined(separator: "、"),
            purpose: read.outcome == DataRead.viewedByOfficer
                ? context.say(OpenPagesCopy.caseWork, ["item": itemName(read.purpose.item, context)])
                : itemName(read.purpose.item, context))
    }

    private func itemName(_ id: String, _ context: PageContext) -> String {
        environment.catalogue.item(id: id)?.name(in: context.language) ?? (id == "identity" ? "登录核对" : id)
    }

    private func resident(_ request: WebRequest) throws -> Identifier<Person> {
        guard let resident = request.viewer.resident else { preconditionFailure("the route lets only residents in") }
        return resident.personID
    }
}
