package import Cases
import Catalog
import ECertificates
package import Exchange
package import Identity
import Kernel
package import Notify
package import Web

/// 我的: what a signed-in person has here, and who has looked at it.
package struct MyRoutes: Sendable {
    private let environment: CaseEnvironment
    private let reads: DataReadStore
    private let mandates: MandateStore
    private let words: ReadWords
    private let inbox: SandboxInbox?

    /// - Parameter words: how what was read is said.
    package init(
        environment: CaseEnvironment, reads: DataReadStore, mandates: MandateStore, words: ReadWords,
        inbox: SandboxInbox?
    ) {
        self.environment = environment
        self.reads = reads
        self.mandates = mandates
        self.words = words
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
                id: $0.id.description, typeName: $0.typeName, issuedOn: $0.issuedOn,
                isValid: $0.standing(on: environment.time.now().civilDate()).isValid)
        }
        let newest = try await lines(reads.reads(about: person, limit: 5), context)
        var offers: [Mandate] = []
        if let profile = try await environment.people.person(person) {
            offers = try await mandates.offers(to: profile, at: environment.time.now())
        }
        let model = MyPage.Model(
            cases: cards, certificates: certificates, reads: newest, offersWaiting: offers.count)
        return .page(MyPage.render(model, context))
    }

    private func showReads(_ request: WebRequest) async throws -> WebResponse {
        let context = PageContext(request)
        let lines = try await lines(reads.reads(about: resident(request), limit: 100), context)
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

    private func lines(_ reads: [DataRead], _ context: PageContext) async throws -> [DataReadLine] {
        var lines: [DataReadLine] = []
        for read in reads { lines.append(try await line(read, context)) }
        return lines
    }

    private func line(_ read: DataRead, _ context: PageContext) async throws -> DataReadLine {
        if read.outcome == DataRead.shownByHolder { return shown(read, context) }
        if read.outcome == DataRead.seenByAgent { return seenByAgent(read, context) }
        let item = try await itemName(read.purpose.item, context)
        let purpose =
            switch read.outcome {
            case DataRead.viewedByOfficer: context.say(OpenPagesCopy.caseWork, ["item": item])
            case DataRead.sentToCity: context.say(OpenPagesCopy.sentToCity, ["item": item])
            case DataRead.notGranted: context.say(OpenPagesCopy.notGranted, ["item": item])
            case DataRead.overQuota: context.say(OpenPagesCopy.overQuota, ["item": item])
            default: item
            }
        return DataReadLine(
            at: read.at, reader: read.reader, what: words.text(read, in: context.language), purpose: purpose)
    }

    /// 亮证: who looked at what the person showed of a certificate.
    private func shown(_ read: DataRead, _ context: PageContext) -> DataReadLine {
        let purpose = PresentationPurpose(rawValue: read.purpose.basis).map { context.say($0.words) } ?? ""
        return DataReadLine(
            at: read.at, reader: context.say(OpenPagesCopy.verifier, ["name": read.reader]),
            what: "\(read.resource)（\(read.fields.joined(separator: "、"))）",
            purpose: context.say(OpenPagesCopy.shownByYou, ["purpose": purpose]))
    }

    /// 代办: what somebody who acts for the person has seen or shown.
    private func seenByAgent(_ read: DataRead, _ context: PageContext) -> DataReadLine {
        let hasShown = read.purpose.basis == MandateDeed.Kind.showedCertificate.rawValue
        return DataReadLine(
            at: read.at, reader: context.say(OpenPagesCopy.agent, ["name": read.reader]),
            what: words.text(read, in: context.language),
            purpose: context.say(hasShown ? OpenPagesCopy.showedForYou : OpenPagesCopy.sawForYou))
    }

    private func itemName(_ id: String, _ context: PageContext) async throws -> String {
        if id == ReadPurpose.signIn { return "登录核对" }
        if id == ReadPurpose.parentage { return context.say(OpenPagesCopy.parentage) }
        if id == ReadPurpose.importing { return context.say(OpenPagesCopy.importing) }
        if id == ReadPurpose.export { return context.say(OpenPagesCopy.ownExport) }
        return try await environment.name(ofItem: id, in: context.language) ?? id
    }

    private func resident(_ request: WebRequest) throws -> Identifier<Person> {
        guard let resident = request.viewer.resident else { preconditionFailure("the route lets only residents in") }
        return resident.personID
    }
}
