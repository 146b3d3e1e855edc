package import Kernel

/// Every address of the site, spelt once: routes, links and tests use these.
package enum SitePath: Sendable, Hashable {
    case home
    case search(String?)
    case item(String)
    /// POST: begins an application.
    case startDraft(String)
    case draft(String)
    case draftReview(String)
    /// POST: submits. The draft is the idempotency key.
    case draftSubmission(String)
    /// POST: "this is wrong" on a filled value.
    case draftDispute(String)
    case cases
    case caseFile(String)
    /// Server-sent events of one case, beginning with what came after the event that the page shows last.
    case caseEvents(String, after: Int)
    /// POST: ask for a person.
    case casePerson(String)
    /// 完整证明: all that was written down in a case, and the proof that nothing is missing.
    case caseProof(String)
    /// The certificate that another city issued for a case.
    case caseCertificateElsewhere(String)
    case caseRating(String)
    /// 补正: what the office asked for, and the form to answer it.
    case caseCorrection(String)
    /// 我的证照
    case certificates
    /// POST: have a department's certificate read, by the code of its resource; withdraw the consent to one that was.
    case certificateImport(String)
    case certificateImportWithdrawal(String)
    /// The wallet, where departments' data stand.
    case certificateImports
    case certificate(String)
    case certificateFile(String)
    /// 盖章的 PDF
    case certificateDocument(String)
    /// 出示: choose what is shown; POST: show it.
    case showCertificate(String)
    /// One showing, as its holder follows it; POST: take it back.
    case showing(String)
    case showingWithdrawal(String)
    /// Where a verifier enters a code, or comes with one; POST: look.
    case openPresentation(String?)
    case verifyForm
    /// 文件核验: the visitor's own browser checks a certificate's file.
    case verifyFile
    /// 核验包 of a certificate: everything that a verifier needs, in one file.
    case certificateBundle(String)
    case verify(String)
    /// With the address to return to.
    case signIn(SignInReturn?)
    /// The same for somebody whose session has ended, which the page then says.
    case signInAgain(SignInReturn?)
    case signInCode
    /// The same, with the address to return to.
    case signInCodeReturning(String)
    /// A local address as it came in.
    case local(SignInReturn)
    case signOut
    case staffSignIn(SignInReturn?)
    case staffSignInCode
    /// The same, with the address to return to.
    case staffSignInCodeReturning(String)
    case desk
    case deskCase(String)
    /// POST: what an officer does with a case: `claim`, `release`, `approval` …
    case deskAction(String, String)
    /// 规则: the rules of every item, as officers look at them.
    case deskRules
    case deskRulesOf(String)
    /// The rules of an item as they are on a day.
    case deskRulesOn(String, CivilDate)
    /// POST: the rules of an item put to facts that an officer types.
    case deskTrial(String)
    /// POST: a changed definition put to past cases.
    case deskComparison(String)
    /// 证照管理, for officers: find one; POST: what an officer does with it.
    case deskCertificates
    case deskCertificate(String)
    case deskCertificateAct(String, String)
    /// 政务数据目录: the catalogue of data resources, its document for programs, and one resource by its code.
    case resources
    case resource(String)
    case catalogueDocument
    /// The same for officers, drafts and withdrawn ones too.
    case deskResources
    case deskResource(String)
    /// 接入自检 of all departments, at one of them, and the POST that looks again.
    case deskSources
    case deskSource(String)
    case checkSource(String)
    /// 数据共享: requests between offices, and POSTs: ask for a resource, answer a request, take a grant back.
    case sharing
    /// 数据疑义: what people say is wrong in a department's records, and the POST that answers it.
    case disputes
    case answerDispute(String)
    /// 回写对账: what departments hold of what they were told, and POSTs: answer a finding, compare a resource now.
    case reconciliation
    case answerWriteBack(String)
    case reconcile(String)
    case askSharing(String)
    case answerSharing(String)
    case revokeSharing(String)
    case me
    case myReads
    /// 我的同意: what rests on the person's agreement, and what on the law.
    case myConsents
    /// 我的全部数据: what it is; all of it to read and print; all of it as a file.
    case myData
    case myDataAll
    case myDataFile
    case myDataPaper
    /// 委托和家人: mandates, the form of a new one, and POSTs: answer one, end one, take over a child's.
    case mandates
    case newMandate
    case mandateAcceptance(String)
    case mandateRefusal(String)
    case mandateRevocation(String)
    case children
    /// 家人的办件: the cases of whoever gave a mandate for it.
    case mandateCases(String)
    case inbox
    case language(String)
    case presentation(String)
    case log
    case logCheckpoint
    case asset(String)
    case design
    case help
    case api
    case apiDocument
    case health
    case ready
    case metrics

    /// A local address to go back to after sign-in: never another site's.
    package struct SignInReturn: Sendable, Hashable {
        package let path: String

        /// `nil` for anything but a path on this site (`//host`, `\`, a scheme, control characters).
        package init?(_ text: String) {
            guard text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\\"),
                text.unicodeScalars.allSatisfy({ $0.value > 32 && $0.value < 127 })
            else { return nil }
            path = text
        }
    }

    package var text: String {
        switch self {
        case .home: "/"
        case .search(let query): "/search" + (query.map { "?q=" + PercentCoding.encoded($0) } ?? "")
        case .item(let slug): "/s/\(slug)"
        case .startDraft(let slug): "/s/\(slug)/drafts"
        case .draft(let id): "/drafts/\(id)"
        case .draftReview(let id): "/drafts/\(id)/review"
        case .draftSubmission(let id): "/drafts/\(id)/submission"
        case .draftDispute(let id): "/drafts/\(id)/disputes"
        case .cases: "/cases"
        case .caseFile(let id): "/cases/\(id)"
        case .caseEvents(let id, let sequence): "/cases/\(id)/events?after=\(sequence)"
        case .casePerson(let id): "/cases/\(id)/person"
        case .caseProof(let id): "/cases/\(id)/proof"
        case .caseCertificateElsewhere(let id): "/cases/\(id)/certificate"
        case .caseRating(let id): "/cases/\(id)/rating"
        case .caseCorrection(let id): "/cases/\(id)/correction"
        case .certificate(let id): "/certificates/\(id)"
        case .certificateFile(let id): "/certificates/\(id)/file"
        case .certificateDocument(let id): "/certificates/\(id)/pdf"
        case .certificates: "/certificates"
        case .certificateImport(let code): "/certificate-imports/\(code)"
        case .certificateImportWithdrawal(let id): "/certificate-imports/\(id)/withdrawal"
        case .certificateImports: "/certificates#imports"
        case .showCertificate(let id): "/certificates/\(id)/presentation"
        case .showing(let id): "/presentations/\(id)"
        case .showingWithdrawal(let id): "/presentations/\(id)/withdrawal"
        case .openPresentation(let code): "/p" + (code.map { "/" + $0 } ?? "")
        case .verifyForm: "/v"
        case .verifyFile: "/v/file"
        case .certificateBundle(let id): "/certificates/\(id)/bundle"
        case .verify(let token): "/v/\(token)"
        case .signIn(let back): "/sign-in" + (back.map { "?return=" + PercentCoding.encoded($0.path) } ?? "")
        case .signInAgain(let back):
            "/sign-in?expired=yes" + (back.map { "&return=" + PercentCoding.encoded($0.path) } ?? "")
        case .signInCode: "/sign-in/code"
        case .signInCodeReturning(let path): "/sign-in/code?return=" + PercentCoding.encoded(path)
        case .local(let address): address.path
        case .signOut: "/sign-out"
        case .staffSignIn(let back):
            "/staff/sign-in" + (back.map { "?return=" + PercentCoding.encoded($0.path) } ?? "")
        case .staffSignInCode: "/staff/sign-in/code"
        case .staffSignInCodeReturning(let path): "/staff/sign-in/code?return=" + PercentCoding.encoded(path)
        case .desk: "/desk"
        case .deskCase(let id): "/desk/cases/\(id)"
        case .deskAction(let id, let action): "/desk/cases/\(id)/\(action)"
        case .deskRules: "/desk/rules"
        case .deskRulesOf(let slug): "/desk/rules/\(slug)"
        case .deskRulesOn(let slug, let day): "/desk/rules/\(slug)?\(FormName.trialDay)=\(day)"
        case .deskTrial(let slug): "/desk/rules/\(slug)/trial"
        case .deskComparison(let slug): "/desk/rules/\(slug)/comparison"
        case .deskCertificates: "/desk/certificates"
        case .deskCertificate(let id): "/desk/certificates/\(id)"
        case .deskCertificateAct(let id, let act): "/desk/certificates/\(id)/\(act)"
        case .resources: "/resources"
        case .resource(let code): "/resources/\(code)"
        case .catalogueDocument: "/resources/catalogue.jsonld"
        case .deskResources: "/desk/resources"
        case .deskResource(let code): "/desk/resources/\(code)"
        case .deskSources: "/desk/sources"
        case .deskSource(let code): "/desk/sources#source-\(code)"
        case .checkSource(let code): "/desk/sources/\(code)/check"
        case .sharing: "/desk/sharing"
        case .disputes: "/desk/disputes"
        case .answerDispute(let id): "/desk/disputes/\(id)/answer"
        case .reconciliation: "/desk/write-backs"
        case .answerWriteBack(let id): "/desk/write-backs/\(id)/answer"
        case .reconcile(let code): "/desk/write-backs/\(code)/reconciliation"
        case .askSharing(let code): "/desk/resources/\(code)/requests"
        case .answerSharing(let id): "/desk/sharing/\(id)/decision"
        case .revokeSharing(let id): "/desk/grants/\(id)/revocation"
        case .me: "/me"
        case .myReads: "/me/reads"
        case .myConsents: "/me/consents"
        case .myData: "/me/data"
        case .myDataAll: "/me/data/all"
        case .myDataFile: "/me/data/all.json"
        case .myDataPaper: "/me/data/all.pdf"
        case .mandates: "/me/mandates"
        case .newMandate: "/me/mandates/new"
        case .mandateAcceptance(let id): "/me/mandates/\(id)/acceptance"
        case .mandateRefusal(let id): "/me/mandates/\(id)/refusal"
        case .mandateRevocation(let id): "/me/mandates/\(id)/revocation"
        case .children: "/me/children"
        case .mandateCases(let id): "/me/mandates/\(id)/cases"
        case .inbox: "/sandbox/inbox"
        case .language(let code): "/language/\(code)"
        case .presentation(let mode): "/presentation/\(mode)"
        case .log: "/log"
        case .logCheckpoint: "/log/checkpoint"
        case .asset(let path): "/assets/\(path)"
        case .design: "/design"
        case .help: "/help"
        case .api: "/api"
        case .apiDocument: "/api/openapi.json"
        case .health: "/healthz"
        case .ready: "/readyz"
        case .metrics: "/metrics"
        }
    }
}
