import Kernel

/// Turns the raw records of one person into findings, field by field. Departments' data are as they are: about one record
/// in twenty is wrong, doubled, old or empty. What is not beyond doubt is not known.
struct RecordReader {
    private static let plausible = 1900...2200
    let resource: Resource
    let now: Instant

    func finding(_ fieldName: String, in records: [SourceRecord]) -> FactFinding {
        guard let field = resource.reading(fieldName) else {
            preconditionFailure("\(resource.name) has no \(fieldName)")
        }
        // What no record means is said of fields; a question that nobody answered is not answered.
        guard !records.isEmpty else {
            return PredicateCall(fieldName) == nil ? whenNotRecorded(field) : .unknown(.notRecorded)
        }
        let findings = records.map { finding(fieldName, field, in: $0) }
        let known = findings.compactMap(\.fact)
        guard let first = known.first else { return findings[0] }
        // A doubled record is harmless while all of it agrees; one sound and one damaged record are a contradiction.
        guard known.count == findings.count, known.allSatisfy({ $0.value == first.value }) else {
            return .unknown(.contradictory)
        }
        return .known(first)
    }

    private func finding(_ fieldName: String, _ field: ResourceField, in record: SourceRecord) -> FactFinding {
        let asOf = resource.updatedAt.flatMap { format in
            record.text(format.column).flatMap { format.format.instant($0) }
        }
        if let valid = resource.validMilliseconds, resource.updatedAt != nil {
            // A stamp from another century, or from the future, says nothing about how old the record is.
            guard let asOf, Self.plausible.contains(asOf.civilDate().year),
                asOf.milliseconds <= now.milliseconds + 86_400_000
            else { return .unknown(.malformed) }
            if now.milliseconds - asOf.milliseconds > valid { return .unknown(.stale) }
        }
        guard let text = record.text(field.column) else { return .unknown(.empty) }
        guard let value = ValueReader(field: field).value(text) else { return .unknown(.malformed) }
        return .known(fact(value, fieldName, asOf: asOf))
    }

    private func whenNotRecorded(_ field: ResourceField) -> FactFinding {
        guard let meaning = resource.whenNotRecorded?[field.name] else { return .unknown(.notRecorded) }
        return .known(fact(.text(meaning), field.name, asOf: now))
    }

    private func fact(_ value: FactValue, _ fieldName: String, asOf: Instant?) -> Fact {
        Fact(
            value: value,
            source: .resource(name: resource.name, field: fieldName, department: resource.department),
            asOf: asOf, obtainedAt: now, grade: resource.grade)
    }
}
