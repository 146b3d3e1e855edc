package import Catalog
import Exchange
package import Kernel
package import Web

/// 表单预览 — what a resident would be asked and shown: where the departments know everything, and where they know nothing.
package struct FormPreview: Component {
    private let item: ServiceItem
    private let places: PlaceNames
    private let now: Instant

    package init(_ item: ServiceItem, places: PlaceNames, now: Instant) {
        self.item = item
        self.places = places
        self.now = now
    }

    package func html(in context: PageContext) -> HTML {
        let known = part(FormPreviewCopy.known, findings: findings { .known($0) }, context)
        let silent = part(FormPreviewCopy.silent, findings: findings { _ in .unknown(.notRecorded) }, context)
        return "\(known)\(silent)"
    }

    private func part(_ title: Phrase, findings: [String: FactFinding], _ context: PageContext) -> HTML {
        let draft = Draft(
            id: Identifier(high: 0, low: 0), applicant: Identifier(high: 0, low: 0), itemID: item.id,
            itemVersion: item.version.digest, createdAt: now, updatedAt: now,
            content: DraftContent(findings: findings), isSubmitted: false)
        let models = DraftPageModels(item: item, draft: draft, places: places, context: context)
        return PageSection(context.say(title), ApplyFormPage.content(models.form(), context)).html(in: context)
    }

    private func findings(_ finding: (Fact) -> FactFinding) -> [String: FactFinding] {
        item.informationFields.reduce(into: [:]) { findings, field in
            guard let source = field.source else { return }
            let fact = Fact(
                value: sample(field), source: .resource(name: source.resource, field: source.field, department: ""),
                asOf: now, obtainedAt: now, grade: .a)
            findings[field.name] = finding(fact)
        }
    }

    /// The value of the first example that has one, else one that has the form of such a value.
    private func sample(_ field: InformationField) -> FactValue {
        if let value = item.examples.lazy.compactMap({ $0.facts[field.name] }).first { return value }
        return switch field.type {
        case .date: .date(now.civilDate())
        case .flag: .flag(true)
        case .number, .amount: .number(100)
        case .choice: .text(field.choices.first ?? "")
        case .division: .text("339902")
        case .bankAccount: .text("6228480000000000")
        case .telephone: .text("15400000000")
        case .text, .residentID, .creditCode: .text("（示例）")
        }
    }
}

/// Words of the preview of a form.
private enum FormPreviewCopy {
    static let known = Phrase("formPreview.known", zh: "部门都查得到的时候", en: "Where the departments know everything")
    static let silent = Phrase("formPreview.silent", zh: "部门都查不到的时候", en: "Where the departments know nothing")
}
