import Catalog
import Exchange
import Kernel
import Web

/// Turns a draft into what its pages show.
struct DraftPageModels {
    let item: ServiceItem
    let draft: Draft
    let places: PlaceNames
    let context: PageContext
    /// What changed in the definition since the draft was begun.
    var changes: [Phrase] = []
    /// 办理地, where another city decides, and what it owes the applicant.
    var city: OtherCity?
    var terms = OtherCities.none.terms

    func form(faults: [Rejection] = []) -> ApplyFormPage.Model {
        ApplyFormPage.Model(
            draftID: draft.id.description, slug: item.slug, itemName: item.name(in: context.language), facts: facts,
            questions: questions(faults), problems: problems(faults), savedAt: draft.updatedAt,
            silentSources: silentSources, changes: changes, elsewhere: elsewhere)
    }

    private var elsewhere: ElsewhereNote? {
        city.map { ElsewhereNote(city: $0.name(in: context.language), terms: terms) }
    }

    func review(submissionKey: String, declarationError: String? = nil) -> ReviewPage.Model {
        ReviewPage.Model(
            draftID: draft.id.description, itemName: item.name(in: context.language), answers: answers, facts: facts,
            commitment: item.limits.committedManual.description, isAutomatic: item.rules != nil, elsewhere: elsewhere,
            submissionKey: submissionKey, version: item.version.digest, changes: changes,
            declarationError: declarationError)
    }

    /// What is held, and what is not and will not be asked.
    private var facts: [FactRow] {
        item.informationFields.compactMap { field in
            guard let source = field.source, let finding = draft.content.findings[field.name] else { return nil }
            switch finding {
            case .known(let fact):
                return FactRowReading(places: places).row(field, fact, correction: draft.content.disputed[field.name])
            case .unknown(let absence):
                if field.isAskable { return nil }
                return FactRow(
                    name: field.name, label: field.name, value: "", source: source.resource, readAt: nil,
                    state: .missing(CaseWords.absence(absence)))
            }
        }
    }

    private var asked: [InformationField] {
        item.informationFields.filter { $0.isAskable && draft.content.findings[$0.name]?.fact == nil }
    }

    private func questions(_ faults: [Rejection]) -> [FormField] {
        asked.map { field in
            FormField(
                FormName.factPrefix + field.name, field.name, FormField.Input(field),
                value: draft.content.answers[field.name] ?? "",
                hint: field.hint, error: faults.first { $0.field == field.name }?.sentence(in: context.language))
        }
    }

    private func problems(_ faults: [Rejection]) -> [ErrorSummary.Entry] {
        faults.map { fault in
            ErrorSummary.Entry(
                fault.sentence(in: context.language), field: fault.field.map { FormName.factPrefix + $0 })
        }
    }

    private var answers: [ReviewPage.Answer] {
        asked.compactMap { field in draft.content.answers[field.name].map { ReviewPage.Answer(field.name, $0) } }
    }

    private var silentSources: [String] {
        let silent = item.informationFields.compactMap { field -> String? in
            guard case .unknown(.sourceUnavailable)? = draft.content.findings[field.name] else { return nil }
            return field.source?.resource
        }
        return Set(silent).sorted()
    }
}

/// A fact as a row of a page.
struct FactRowReading {
    let places: PlaceNames
    var reader = FactRow.Reader.applicant

    func row(_ field: InformationField, _ fact: Fact, correction: String? = nil) -> FactRow {
        let source =
            switch fact.source {
            case .resource(let name, let field, let department):
                "\(department) \(name)\(PredicateCall(field) == nil ? "" : "（只问是或否）")"
            case .applicant: reader == .officer ? "申请人填写" : "本人填写"
            }
        return FactRow(
            name: field.name, label: field.name, value: text(fact.value, field), source: source,
            readAt: fact.obtainedAt,
            grade: FactRow.TrustGrade(rawValue: fact.grade.rawValue) ?? .declared,
            state: correction.map { .disputed(correction: $0) } ?? .held, reader: reader)
    }

    /// Accounts show their last four digits only: the page may be seen by others.
    func text(_ value: FactValue, _ field: InformationField) -> String {
        switch value {
        case .flag(let flag): flag ? "是" : "否"
        case .text(let text) where field.type == .bankAccount: "尾号 " + text.suffix(4)
        case .text(let text) where field.type == .division: places.name(text)
        case .text(let text) where field.type == .residentID: ResidentID(text)?.masked ?? "****"
        case .text(let text) where field.type == .telephone: MobileNumber(text)?.masked ?? "****"
        default: value.storedText
        }
    }
}

extension FormField.Input {
    /// How a field of a definition is asked for.
    init(_ field: InformationField) {
        self =
            switch field.type {
            case .date: .date
            case .choice: .choice(field.choices.map { FormField.Choice(value: $0, label: $0) })
            case .flag: .choice([("true", "是"), ("false", "否")].map { FormField.Choice(value: $0, label: $1) })
            case .bankAccount: .account
            case .number, .amount: .text(.number)
            case .telephone: .text(.phone)
            case .residentID: .text(.residentID)
            case .text, .division, .creditCode: .text(.plain)
            }
    }
}
