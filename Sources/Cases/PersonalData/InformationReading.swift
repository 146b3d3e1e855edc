import Catalog
import Exchange
import Kernel
import Web

/// What an application holds, field by field, in the words of its definition: accounts and numbers in part only.
struct InformationReading: Sendable {
    let item: ServiceItem
    let places: PlaceNames

    /// One field with its value and where that came from.
    struct Line: Sendable {
        let name: String
        let value: String
        let source: String
    }

    func rows(_ content: DraftContent) -> [Line] {
        let reading = FactRowReading(places: places)
        return item.informationFields.flatMap { field -> [Line] in
            var lines: [Line] = []
            if let fact = content.findings[field.name]?.fact {
                let row = reading.row(field, fact)
                lines.append(Line(name: field.name, value: row.value, source: row.source))
            }
            if let answer = content.answers[field.name] {
                let value = field.value(answer).map { reading.text($0, field) } ?? answer
                lines.append(Line(name: field.name, value: value, source: "本人填写"))
            }
            return lines
        }
    }
}
