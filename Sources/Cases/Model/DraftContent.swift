package import Catalog
package import Exchange
package import Kernel

/// What a draft holds: the facts that were found, what the applicant typed, and what the applicant says is wrong.
package struct DraftContent: Sendable {
    package var findings: [String: FactFinding]
    package var answers: [String: String]
    /// 这不对: the facts that the applicant says are wrong, with what they say is right, which may be empty.
    package var disputed: [String: String]
    /// Fields whose account is confirmed to be the payee's own, by the source that holds the account.
    package var verifiedAccounts: Set<String>
    /// The version under which it was begun, where another has come into force since: the form says what changed.
    package var begunUnder: String?

    package init(
        findings: [String: FactFinding], answers: [String: String] = [:], disputed: [String: String] = [:],
        verifiedAccounts: Set<String> = [], begunUnder: String? = nil
    ) {
        self.findings = findings
        self.answers = answers
        self.disputed = disputed
        self.verifiedAccounts = verifiedAccounts
        self.begunUnder = begunUnder
    }

    /// Takes what was typed for a field. Where a source holds the value, the same again says nothing new, and another is the
    /// applicant's word against the source's: a dispute, which no rule decides on and a person settles. A typed account
    /// never takes the place of one that was checked.
    mutating func take(_ typed: String, for field: InformationField) {
        let tidy = TypedAnswer.tidied(typed, for: field.type)
        guard let fact = findings[field.name]?.fact else {
            answers[field.name] = tidy.isEmpty ? nil : tidy
            return
        }
        answers[field.name] = nil
        if !tidy.isEmpty, tidy != fact.value.storedText { disputed[field.name] = tidy }
    }

    /// 补正: what the applicant answered when an officer asked for the field; saying the same as the source ends a dispute.
    mutating func settle(_ name: String, as answer: String?) {
        guard let fact = findings[name]?.fact else {
            answers[name] = answer
            return
        }
        disputed[name] = answer == fact.value.storedText ? nil : answer
    }

    /// What a field is taken to be: the applicant's correction of a fact, which only an officer can decide on; else the
    /// fact; else what the applicant answered. A fact that is called wrong without saying what is right has no value.
    package func settledValue(_ name: String) -> String? {
        if let correction = disputed[name] { return correction.isEmpty ? nil : correction }
        return findings[name]?.fact?.value.storedText ?? answers[name]
    }

    /// What the rules of an item may see: facts that are known and not disputed, and what only the applicant can know.
    package func knownFacts(of item: ServiceItem) -> [String: FactValue] {
        item.informationFields.reduce(into: [:]) { facts, field in
            if disputed[field.name] != nil { return }
            facts[field.name] = findings[field.name]?.fact?.value ?? answers[field.name].flatMap(field.value)
        }
    }

    /// Whether the applicant asks for money to go elsewhere than to the account that the source holds.
    func changesAccount(of item: ServiceItem) -> Bool {
        item.informationFields.contains { $0.holder != nil && disputed[$0.name] != nil }
    }

    /// Whether money can be paid by this field: it is no account, or one that the source confirms as the payee's own, or
    /// one that the applicant gave and the officer who approves has checked.
    func isPayable(_ field: InformationField) -> Bool {
        guard field.holder != nil else { return true }
        guard settledValue(field.name) != nil else { return false }
        let isFromSource = findings[field.name]?.fact != nil && disputed[field.name] == nil
        return !isFromSource || verifiedAccounts.contains(field.name)
    }

    /// When the oldest of its facts was read.
    package var oldestRead: Instant? { findings.values.compactMap { $0.fact?.obtainedAt }.min() }
}

extension DraftContent {
    package var json: JSON {
        var json: JSON = [
            "findings": .object(findings.sorted { $0.key < $1.key }.map { JSON.Member($0.key, Self.json($0.value)) }),
            "answers": .object(answers.sorted { $0.key < $1.key }.map { JSON.Member($0.key, JSON($0.value)) }),
            "disputed": .object(disputed.sorted { $0.key < $1.key }.map { JSON.Member($0.key, JSON($0.value)) }),
            "verifiedAccounts": .array(verifiedAccounts.sorted().map { JSON($0) }),
        ]
        if let begunUnder { json["begunUnder"] = JSON(begunUnder) }
        return json
    }

    /// `nil` where the JSON is none of ours.
    package init?(_ json: JSON) {
        guard let findings = json["findings"]?.members, let answers = json["answers"]?.members else { return nil }
        var read: [String: FactFinding] = [:]
        for member in findings {
            guard let finding = Self.finding(member.value) else { return nil }
            read[member.key] = finding
        }
        self.init(
            findings: read,
            answers: answers.reduce(into: [:]) { $0[$1.key] = $1.value.string },
            disputed: (json["disputed"]?.members ?? []).reduce(into: [:]) { $0[$1.key] = $1.value.string },
            verifiedAccounts: Set((json["verifiedAccounts"]?.array ?? []).compactMap(\.string)),
            begunUnder: json["begunUnder"]?.string)
    }

    /// A finding as it stands in drafts and in the event of the receipt.
    static func json(_ finding: FactFinding) -> JSON {
        switch finding {
        case .unknown(let absence): return ["unknown": JSON(absence.rawValue)]
        case .known(let fact):
            var json: JSON = [
                "value": JSON(fact.value.storedText), "kind": JSON(fact.value.kind.rawValue),
                "grade": JSON(fact.grade.rawValue),
                "obtainedAt": JSON(fact.obtainedAt.milliseconds),
            ]
            if case .resource(let name, let field, let department) = fact.source {
                json["resource"] = JSON(name)
                json["field"] = JSON(field)
                json["department"] = JSON(department)
            }
            if let asOf = fact.asOf { json["asOf"] = JSON(asOf.milliseconds) }
            return json
        }
    }

    static func finding(_ json: JSON) -> FactFinding? {
        if let absence = json["unknown"]?.string.flatMap(FactAbsence.init(rawValue:)) { return .unknown(absence) }
        guard let kind = json["kind"]?.string.flatMap(FactKind.init(rawValue:)),
            let value = json["value"]?.string.flatMap({ FactValue(storedText: $0, kind: kind) }),
            let grade = json["grade"]?.string.flatMap(TrustGrade.init(rawValue:)),
            let obtained = json["obtainedAt"]?.int
        else { return nil }
        let source: FactSource =
            if let name = json["resource"]?.string, let field = json["field"]?.string,
                let department = json["department"]?.string
            { .resource(name: name, field: field, department: department) } else { .applicant }
        return .known(
            Fact(
                value: value, source: source,
                asOf: json["asOf"]?.int.map { Instant(milliseconds: Int64($0)) },
                obtainedAt: Instant(milliseconds: Int64(obtained)), grade: grade))
    }
}
