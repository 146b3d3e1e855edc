import Cases
import Catalog
import Exchange
import Kernel

/// What is known about an application, field by field, with where it comes from.
struct FactJSON {
    let item: ServiceItem
    let content: DraftContent

    /// In the order of the definition: what sources said, and what the applicant entered.
    var all: JSON { .array(item.informationFields.compactMap { fact($0) }) }

    /// Only the fields that a source was asked for.
    var found: JSON {
        .array(item.informationFields.compactMap { content.findings[$0.name] == nil ? nil : fact($0) })
    }

    private func fact(_ field: InformationField) -> JSON? {
        let answer = content.answers[field.name].map { answer -> JSON in
            JSON(field.value(answer).map { MaskedValue.text($0, field) } ?? answer)
        }
        switch content.findings[field.name] {
        case nil where answer == nil: return nil
        case nil: return JSON.closed(["field": JSON(field.name), "isKnown": false, "answer": answer])
        case .unknown(let absence)?:
            return JSON.closed([
                "field": JSON(field.name), "isKnown": false, "absence": JSON(absence.rawValue), "answer": answer,
            ])
        case .known(let fact)?:
            var (resource, department): (String?, String?)
            if case .resource(let name, _, let owner) = fact.source { (resource, department) = (name, owner) }
            return JSON.closed([
                "field": JSON(field.name), "isKnown": true, "value": JSON(MaskedValue.text(fact.value, field)),
                "department": department.map { JSON($0) }, "resource": resource.map { JSON($0) },
                "obtainedAt": JSON(fact.obtainedAt.iso8601), "asOf": (fact.asOf?.iso8601).map { JSON($0) },
                "grade": JSON(fact.grade.rawValue), "dispute": content.disputed[field.name].map { JSON($0) },
                "answer": answer,
            ])
        }
    }
}
