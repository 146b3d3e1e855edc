import Exchange
package import Kernel

/// The same sentences as in `CaseWords`, to an officer about the applicant.
package enum OfficerWords {
    static func absence(_ absence: FactAbsence) -> Phrase {
        switch absence {
        case .sourceUnavailable:
            Phrase(
                "officerFact.sourceUnavailable", zh: "部门系统当时没有回应，请核对。",
                en: "The department did not answer; please check.")
        case .notRecorded:
            Phrase(
                "officerFact.notRecorded", zh: "部门系统里没有申请人的这项记录，请核对。",
                en: "The department has no such record; please check.")
        case .empty:
            Phrase(
                "officerFact.empty", zh: "部门系统里这一项是空的，请核对。", en: "The department’s record is empty here; please check.")
        case .contradictory:
            Phrase(
                "officerFact.contradictory", zh: "部门系统里的记录前后不一致，请核对。",
                en: "The department’s records contradict each other; please check.")
        case .stale:
            Phrase("officerFact.stale", zh: "部门系统里的记录太旧，请核对。", en: "The department’s record is too old; please check.")
        case .malformed:
            Phrase(
                "officerFact.malformed", zh: "部门系统里的记录有误，请核对。", en: "The department’s record is damaged; please check.")
        case .notGranted:
            Phrase(
                "officerFact.notGranted", zh: "没有得到部门的共享授权，系统没有查，请核对；需要长期查的，请向部门申请授权。",
                en: "The department has not granted this item to read it; please check, and ask it for a grant.")
        case .overQuota:
            Phrase(
                "officerFact.overQuota", zh: "当天查部门的次数到了限额，系统没有查，请核对；常常不够的，请部门放宽限额。",
                en:
                    "The department’s limit of the day was reached; please check, and ask it for more where this recurs."
            )
        }
    }

    /// 转人工的原因, as the officer reads it.
    package static func reason(_ reason: ReferralReason) -> Phrase {
        switch reason {
        case .unknownFact(let field, let absence):
            Phrase(
                "officerReferral.unknownFact", zh: "“{field}”：" + Self.absence(absence).text(in: .chinese),
                en: "“{field}”: " + Self.absence(absence).text(in: .english), ["field": field])
        case .disputedFact(let field):
            Phrase(
                "officerReferral.disputedFact", zh: "申请人说“{field}”不对，请与部门核实。",
                en: "The applicant says that “{field}” is wrong; please check it with the department.", ["field": field]
            )
        case .unverifiedAccount(let field):
            Phrase(
                "officerReferral.unverifiedAccount", zh: "“{field}”是否是申请人本人的，请核对。",
                en: "Please check that “{field}” is the applicant’s own.", ["field": field])
        case .noRule(let unmet):
            Phrase(
                "officerReferral.noRule", zh: "规则不能确认：{unmet}。请核对；规则不作不予的决定。",
                en: "The rules cannot confirm: {unmet}. Please check; rules never refuse.",
                ["unmet": unmet.joined(separator: "、")])
        case .alreadyEntitled(let number?):
            Phrase(
                "officerReferral.alreadyEntitledBy", zh: "申请人已经在享受这项待遇（办件编号 {number}），请核对。",
                en: "The applicant receives this benefit already (case {number}): please check.", ["number": number])
        case .alreadyEntitled(nil):
            Phrase(
                "officerReferral.alreadyEntitled", zh: "系统显示申请人已经在享受这项待遇，请核对。",
                en: "The system shows that the applicant receives this benefit already; please check.")
        case .personWanted:
            Phrase("officerReferral.personWanted", zh: "申请人要求由工作人员决定。", en: "The applicant wants an officer to decide.")
        case .arrivedLate:
            Phrase(
                "officerReferral.arrivedLate", zh: "代收城市写的申请日期早了很多，超过推送时限。请核对从哪天算起。",
                en: "It arrived long after the day on which the other city says it was made: check from when it counts."
            )
        case .lessAssured:
            Phrase(
                "officerReferral.lessAssured", zh: "代收城市核实的实名等级低于本事项的要求，请核对申请人身份。",
                en: "The other city's level of assurance is below what the item asks for: check who applies.")
        case .notIssuable:
            Phrase(
                "officerReferral.notIssuable", zh: "条件都满足，但证照没有签出来：证照类型有填不上的内容，或者密码机没有应答。请联系系统管理员，改好后再办。",
                en:
                    "All conditions are met, but the certificate was not signed: its type cannot be filled in, or the security "
                    + "module is silent. Ask the operator to mend it."
            )
        case .byPeople:
            Phrase("officerReferral.byPeople", zh: "这个事项由工作人员审核。", en: "This service is decided by officers.")
        }
    }
}
