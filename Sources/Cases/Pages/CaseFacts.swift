package import Catalog
import Exchange
package import Kernel
package import Web

/// What is known about a case, field by field, with where it comes from; for officers.
package struct CaseFacts: Sendable {
    private let item: ServiceItem
    private let content: DraftContent
    private let places: PlaceNames

    package init(item: ServiceItem, content: DraftContent, places: PlaceNames) {
        self.item = item
        self.content = content
        self.places = places
    }

    package var rows: [FactRow] { item.informationFields.compactMap(row) }

    private func row(_ field: InformationField) -> FactRow? {
        if let fact = content.findings[field.name]?.fact {
            let reading = FactRowReading(places: places, reader: .officer)
            let said = content.disputed[field.name] ?? content.answers[field.name]
            return reading.row(
                field, fact, correction: said.map { said in field.value(said).map { reading.text($0, field) } ?? said })
        }
        if let answer = content.answers[field.name] {
            let value = field.value(answer).map { FactRowReading(places: places).text($0, field) } ?? answer
            return FactRow(
                name: field.name, label: field.name, value: value, source: "申请人填写", readAt: nil, grade: .declared,
                reader: .officer)
        }
        guard case .unknown(let absence)? = content.findings[field.name] else { return nil }
        return FactRow(
            name: field.name, label: field.name, value: "", source: field.source?.resource ?? "", readAt: nil,
            state: .missing(OfficerWords.absence(absence)), reader: .officer)
    }
}

extension ReferralReason {
    /// As officers read it.
    package var officerSentence: Phrase { OfficerWords.reason(self) }
}
