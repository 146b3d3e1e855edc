import Kernel
import Web

/// 部门数据 — departments' own certificates in the wallet, apart from those that were issued here; below them what else can be
/// read, each kind with its own consent.
struct ImportSection: Component {
    let held: [ImportedCertificate]
    let types: [ImportedType]
    /// What came of the last wish.
    let news: (type: ImportedType, outcome: ImportOutcome)?
    let today: CivilDate

    func html(in context: PageContext) -> HTML {
        let panels = held.map { panel($0, context) }
        let offers = types.filter { type in !held.contains { $0.typeName == type.name } }.map { offer($0, context) }
        guard !panels.isEmpty || !offers.isEmpty else { return .empty }
        return PageSection(
            context.say(ImportCopy.title), id: "imports",
            """
            <p class="quiet">\(context.say(ImportCopy.lead))</p>\(notice(context))\
            <div class="grid">\(panels)\(offers)</div>
            """
        ).html(in: context)
    }

    private func notice(_ context: PageContext) -> HTML? {
        guard let news else { return nil }
        let words = ["type": context.say(news.type.title), "department": news.type.authority]
        let isHeld = held.contains { $0.typeName == news.type.name }
        let text = context.say(ImportNews.text(news.outcome, isHeld: isHeld), words)
        let kind: Callout.Kind =
            switch news.outcome {
            case .read: .success
            case .none, .overtaken: .info
            case .gone, .unclear, .silent, .overQuota, .notGranted: .warning
            }
        return Callout(kind, context.say(ImportNews.title(news.outcome), words), "<p>\(text)</p>").html(in: context)
    }

    private func panel(_ certificate: ImportedCertificate, _ context: PageContext) -> HTML {
        let fields = certificate.fields.filter { $0.claim != ImportedCertificate.holderClaim }
        let rows = fields.map { SummaryList.Row(context.say($0.label), context.readable($0.value)) }
        let until = SummaryList.Row(context.say(ImportCopy.showUntil), context.day(certificate.freshUntil))
        let again = types.first { $0.name == certificate.typeName }.map { type in
            PostForm(
                .certificateImport(type.code), hidden: [(FormName.renewed, certificate.id.description)], look: .inline,
                content: button(ImportCopy.again, .secondary, certificate.title, context))
        }
        let withdraw = PostForm(
            .certificateImportWithdrawal(certificate.id.description), look: .inline,
            content: button(ImportCopy.withdraw, .quiet, certificate.title, context))
        return """
            <div class="panel stack"><h3>\(context.say(certificate.title))</h3>\
            <p>\(ImportTags(certificate, on: today), in: context)</p>\
            \(SummaryList(rows + ImportSourceRows.rows(certificate.source, context) + [until]), in: context)\
            <div class="actions">\(ShowImport(certificate, on: today), in: context)\(again, in: context)\
            \(withdraw, in: context)</div></div>
            """
    }

    private func offer(_ type: ImportedType, _ context: PageContext) -> HTML {
        let names = type.fields.map { context.say($0.label) }
            .joined(separator: context.language == .chinese ? "、" : ", ")
        let sensitive: HTML? =
            type.isSensitive ? "<p>\(Tag(context.say(ImportCopy.sensitive), .attention), in: context)</p>" : nil
        let agree = PostForm(
            .certificateImport(type.code), look: .inline,
            content: button(ImportCopy.agree, .secondary, type.title, context))
        let whence = context.say(ImportCopy.reads, ["department": type.authority])
        return """
            <div class="panel stack"><h3>\(context.say(type.title))</h3><p>\(whence)\(names)</p>\(sensitive)\
            <div class="actions">\(agree, in: context)</div></div>
            """
    }

    private func button(
        _ words: Phrase, _ kind: ActionButton.Kind, _ title: Phrase, _ context: PageContext
    ) -> HTML { ActionButton(context.say(words), kind, context: context.say(title)).html(in: context) }
}

/// How imported data stand, in two tags: whose they are, and whether they count.
struct ImportTags: Component {
    let certificate: ImportedCertificate
    let day: CivilDate

    init(_ certificate: ImportedCertificate, on day: CivilDate) {
        self.certificate = certificate
        self.day = day
    }

    func html(in context: PageContext) -> HTML {
        let standing = certificate.standing(on: day)
        let sample = certificate.isSample ? [Tag(context.say(CertificatePagesCopy.sample), .sample)] : []
        let tags = [
            Tag(context.say(ImportCopy.title)),
            Tag(context.say(ImportCopy.words(standing)), standing == .valid ? .good : .attention),
        ]
        return "\((tags + sample).map { "\($0, in: context) " })"
    }
}

/// 出示, where they can be shown.
struct ShowImport: Component {
    let certificate: ImportedCertificate
    let day: CivilDate

    init(_ certificate: ImportedCertificate, on day: CivilDate) {
        self.certificate = certificate
        self.day = day
    }

    func html(in context: PageContext) -> HTML {
        guard certificate.standing(on: day) == .valid else { return .empty }
        return ActionButton(
            context.say(PresentationCopy.show), .secondary, .link(.showCertificate(certificate.id.description)),
            context: context.say(certificate.title)
        ).html(in: context)
    }
}

/// What holder and verifier both read of imported data before anything else: whose they are, and that they are not ours.
struct DepartmentNote: Component {
    let source: ImportSource

    func html(in context: PageContext) -> HTML {
        let text = context.say(ImportCopy.byDepartmentText, ["department": source.department])
        return Callout(.info, context.say(ImportCopy.byDepartment), "<p>\(text)</p>").html(in: context)
    }
}

/// Source, trust grade and day, wherever imported data are shown.
enum ImportSourceRows {
    static func rows(_ source: ImportSource, _ context: PageContext) -> [SummaryList.Row] {
        let asOf = source.asOf.map { SummaryList.Row(context.say(ImportCopy.asOf), context.day($0.civilDate())) }
        return [
            SummaryList.Row(
                context.say(ImportCopy.source), context.chinese("\(source.department) \(source.resource)")),
            SummaryList.Row(context.say(ImportCopy.grade), "\(context.say(ImportCopy.words(source.grade)))"),
            SummaryList.Row(context.say(ImportCopy.readAt), context.moment(source.readAt)),
        ] + [asOf].compactMap(\.self)
    }
}

extension PageContext {
    /// A value that is a day is written as people write it.
    func readable(_ value: String) -> HTML { CivilDate(value).map { day($0) } ?? chinese(value) }
}
