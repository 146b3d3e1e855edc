package import Catalog
package import Exchange
package import Kernel

/// What the platform makes of an application: a grant on known facts, or a person. There is no third.
package enum Assessment: Sendable {
    case granted(ItemVerdict.Grant)
    case referred([ReferralReason], trace: JSON)
}

/// 转人工的原因: why a machine may not say yes here. Every one is told to the applicant.
package enum ReferralReason: Sendable, Equatable {
    /// A fact is not known for sure.
    case unknownFact(field: String, FactAbsence)
    /// The applicant says that the source is wrong.
    case disputedFact(field: String)
    /// The account was not confirmed to be the payee's own.
    case unverifiedAccount(field: String)
    /// No rule grants on these facts; the columns or facts that kept it from granting.
    case noRule(unmet: [String])
    /// The subject has a live entitlement of this item.
    /// - Parameter caseNumber: of the case that granted it, where it is the applicant's own.
    case alreadyEntitled(caseNumber: String?)
    /// The applicant wants a person to decide (个人信息保护法第二十四条).
    case personWanted
    /// The item is decided by people.
    case byPeople
    /// The certificate of a grant could not be made as its type wants it.
    case notIssuable
    /// 代收的申请 came long after the day on which the other city says that it was made: benefits would count from then.
    case arrivedLate
    /// The other city knows the applicant less surely than the item asks for.
    case lessAssured

    package var json: JSON {
        switch self {
        case .unknownFact(let field, let absence):
            ["code": "unknownFact", "field": JSON(field), "why": JSON(absence.rawValue)]
        case .disputedFact(let field): ["code": "disputedFact", "field": JSON(field)]
        case .unverifiedAccount(let field): ["code": "unverifiedAccount", "field": JSON(field)]
        case .noRule(let unmet): ["code": "noRule", "unmet": .array(unmet.map { JSON($0) })]
        case .alreadyEntitled(let number):
            number.map { ["code": "alreadyEntitled", "case": JSON($0)] } ?? ["code": "alreadyEntitled"]
        case .personWanted: ["code": "personWanted"]
        case .byPeople: ["code": "byPeople"]
        case .notIssuable: ["code": "notIssuable"]
        case .arrivedLate: ["code": "arrivedLate"]
        case .lessAssured: ["code": "lessAssured"]
        }
    }

    package init?(_ json: JSON) {
        let field = json["field"]?.string ?? ""
        switch json["code"]?.string {
        case "unknownFact":
            self = .unknownFact(
                field: field, json["why"]?.string.flatMap(FactAbsence.init(rawValue:)) ?? .sourceUnavailable)
        case "disputedFact": self = .disputedFact(field: field)
        case "unverifiedAccount": self = .unverifiedAccount(field: field)
        case "noRule": self = .noRule(unmet: (json["unmet"]?.array ?? []).compactMap(\.string))
        case "alreadyEntitled": self = .alreadyEntitled(caseNumber: json["case"]?.string)
        case "personWanted": self = .personWanted
        case "byPeople": self = .byPeople
        case "notIssuable": self = .notIssuable
        case "arrivedLate": self = .arrivedLate
        case "lessAssured": self = .lessAssured
        default: return nil
        }
    }
}

/// Decides: pure, from the item, what is known, and the day.
struct Assessor {
    let item: ServiceItem
    let content: DraftContent
    let day: CivilDate
    let standingBenefit: StandingBenefit?
    let wantsPerson: Bool
    /// What speaks for a person before anything is known.
    var arrivalDoubts: [ReferralReason] = []

    func assess() -> Assessment {
        let verdict = item.evaluate(facts: content.knownFacts(of: item), on: day)
        let doubts = doubts
        switch verdict {
        case .granted(let grant) where doubts.isEmpty: return .granted(grant)
        case .granted(let grant): return .referred(doubts, trace: grant.trace)
        case .referred(let unmet, let trace):
            // A fact that is not known explains itself better than the rule that it left open.
            return .referred(
                doubts.isEmpty ? [item.rules == nil ? .byPeople : .noRule(unmet: unmet)] : doubts, trace: trace)
        }
    }

    private var doubts: [ReferralReason] {
        var doubts: [ReferralReason] = (wantsPerson ? [.personWanted] : []) + arrivalDoubts
        for field in item.informationFields {
            if content.disputed[field.name] != nil {
                doubts.append(.disputedFact(field: field.name))
            } else if field.holder != nil {
                if !content.verifiedAccounts.contains(field.name) {
                    doubts.append(.unverifiedAccount(field: field.name))
                }
            } else if case .unknown(let absence)? = content.findings[field.name], content.answers[field.name] == nil {
                doubts.append(.unknownFact(field: field.name, absence))
            }
        }
        if let standingBenefit { doubts.append(.alreadyEntitled(caseNumber: standingBenefit.caseNumber)) }
        return doubts
    }
}
