import Kernel
package import Web

/// 部门数据 — departments' own certificates in the wallet, apart from those that were issued here; below them what else can be
/// read, each kind with its own consent.
struct ImportSection: Component {
    let held: [ImportedCertificate]
    let types: [ImportedType]
    /// 出示记录 of what is held.
    let showings: [Identifier<IssuedCertificate>: [CertificatePresentation]]
    /// What its holder is to be told.
    let news: (type: ImportedType, news: ImportNews)?
    let now: Instant

    private var today: CivilDate { now.civilDate() }

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
        let text = context.say(ImportNewsCopy.text(news.news, isHeld: isHeld), words)
        let kind: Callout.Kind =
            switch news.news {
            case .came(.read), .withdrawn: .success
            case .came(.none), .came(.overtaken): .info
            case .came, .otherTerms, .notHeld: .warning
            }
        return Callout(kind, context.say(ImportNewsCopy.title(news.news), words), "<p>\(text)</p>").html(in: context)
    }

    private func panel(_ certificate: ImportedCertificate, _ context: PageContext) -> HTML {
        let fields = certificate.fields.filter { $0.claim != ImportedCertificate.holderClaim }
        let rows = fields.map { SummaryList.Row(context.say($0.label), context.readable($0.value)) }
        let until = SummaryList.Row(context.say(ImportCopy.showUntil), context.day(certificate.freshUntil))
        let type = types.first { $0.name == certificate.typeName }
        let isAgreed = type.map { $0.terms == certificate.terms } ?? true
        let again = type.flatMap { isAgreed ? self.again($0, certificate, context) : nil }
        let withdraw = PostForm(
            .certificateImportWithdrawal(certificate.id.description), look: .inline,
            content: button(ImportCopy.withdraw, .quiet, certificate.title, context))
        return """
            <div class="panel stack"><h3>\(context.say(certificate.title))</h3>\
            <p>\(ImportTags(certificate, on: today), in: context)</p>\
            \(SummaryList(rows + ImportSourceRows.rows(certificate.source, context) + [until]), in: context)\
            <div class="actions">\(ShowImport(certificate, on: today), in: context)\(again, in: context)\
            \(withdraw, in: context)</div>\(isAgreed ? nil : type.map { changed($0, context) })\
            \(history(certificate, context))</div>
            """
    }

    /// Once more by the consent that was given to the same terms.
    private func again(_ type: ImportedType, _ certificate: ImportedCertificate, _ context: PageContext) -> PostForm {
        PostForm(
            .certificateImport(type.code),
            hidden: [(FormName.terms, type.terms.digest), (FormName.renewed, certificate.id.description)],
            look: .inline,
            content: button(ImportCopy.again, .secondary, certificate.title, context))
    }

    /// Other terms than those that were agreed to: the holder is asked anew, and until then nothing is read.
    private func changed(_ type: ImportedType, _ context: PageContext) -> HTML {
        let why = Callout(
            .info, context.say(ImportCopy.otherTerms), "<p>\(context.say(ImportCopy.otherTermsText))</p>")
        return "\(why, in: context)\(terms(type, context))"
    }

    private func offer(_ type: ImportedType, _ context: PageContext) -> HTML {
        "<div class=\"panel stack\"><h3>\(context.say(type.title))</h3>\(terms(type, context))</div>"
    }

    /// What would be read, and the button that agrees to just this.
    private func terms(_ type: ImportedType, _ context: PageContext) -> HTML {
        let sensitive: HTML? =
            type.isSensitive ? "<p>\(Tag(context.say(ImportCopy.sensitive), .attention), in: context)</p>" : nil
        let agree = PostForm(
            .certificateImport(type.code), hidden: [(FormName.terms, type.terms.digest)], look: .inline,
            content: button(ImportCopy.agree, .secondary, type.title, context))
        return """
            \(sensitive)\(SummaryList(ImportTermsRows.rows(type.terms, context)), in: context)\
            <div class="actions">\(agree, in: context)</div>
            """
    }

    private func history(_ certificate: ImportedCertificate, _ context: PageContext) -> HTML? {
        guard let showings = showings[certificate.id], !showings.isEmpty else { return nil }
        let table = PresentationTable(presentations: showings, fields: certificate.fields, now: now)
        return Disclosure(context.say(PresentationCopy.history), table.html(in: context)).html(in: context)
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
                context.say(ImportCopy.source),
                ImportTermsRows.whence(source.department, source.resource, context)),
            SummaryList.Row(context.say(ImportCopy.grade), "\(context.say(source.gradeWords))"),
            SummaryList.Row(context.say(ImportCopy.readAt), context.moment(source.readAt)),
        ] + [asOf].compactMap(\.self)
    }
}

/// 同意的内容, as a holder reads it: before agreeing, and ever after.
package enum ImportTermsRows {
    package static func rows(_ terms: ImportTerms, _ context: PageContext) -> [SummaryList.Row] {
        let fields = terms.fields.map { context.say($0.label) }
            .joined(separator: context.language == .chinese ? "、" : ", ")
        return [
            .init(context.say(ImportCopy.whence), whence(terms.department, terms.resource, context)),
            .init(
                context.say(ImportCopy.fields), "\(context.say(ImportCopy.fieldsText, ["fields": fields]))"),
            .init(context.say(ImportCopy.purpose), "\(context.say(ImportTerms.purposeWords))"),
            .init(context.say(ImportCopy.basis), context.chinese(terms.basis)),
            .init(
                context.say(ImportCopy.keeping),
                "\(context.say(ImportCopy.keepingText, ["days": String(terms.freshDays)]))"),
        ]
    }
}

extension ImportTermsRows {
    /// The register on a line of its own: its name is not broken.
    static func whence(_ department: String, _ resource: String, _ context: PageContext) -> HTML {
        "\(context.chinese(department))<br>\(context.chinese(resource))"
    }
}
