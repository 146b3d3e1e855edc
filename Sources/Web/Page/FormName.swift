/// The names that form fields bear, spelt once for the pages that write them and the handlers that read them.
package enum FormName {
    /// Carried by every form that changes something: `PageContext.formToken`.
    package static let token = "token"
    /// The same key submitted twice is one submission (双击、后退、两个窗口).
    package static let submissionKey = "submission"
    /// Where the language and 长辈模式 links lead back to (a query parameter).
    /// Tells the sign-in page that a session has ended.
    package static let expired = "expired"
    package static let returnTo = "return"

    // Sign-in
    package static let name = "name"
    package static let residentID = "residentID"
    package static let code = "code"
    package static let staffID = "staffID"

    // Application. A typed value is `fact.` and the name of the information field.
    package static let factPrefix = "fact."
    /// The name of the information field that the person says is wrong.
    package static let dispute = "dispute"
    /// The name of the information field whose "this is wrong" the person takes back.
    package static let undispute = "undispute"
    /// What the person says is right instead: `right.` and the name of the information field; may be empty.
    package static let correctionPrefix = "right."
    /// `person` where the applicant refuses an automatic decision (个人信息保护法 §24).
    package static let decideBy = "decideBy"
    /// `yes` where the person has read the summary and declares it true.
    package static let declaration = "declaration"

    /// The version of the definition under which the summary was shown.
    package static let reviewedVersion = "version"

    // The desk
    /// 复核 — `upheld` or `corrected`.
    package static let reviewOutcome = "reviewOutcome"
    /// A material or an information field that the applicant is asked for: prefix and name, value `yes`.
    package static let askMaterialPrefix = "material."
    package static let askFieldPrefix = "field."
    /// What an officer or an applicant writes.
    package static let note = "note"
    /// Facts that were not there when the first correction was asked for.
    package static let newFacts = "newFacts"
    /// 不予的情形, of those that the item lists.
    package static let ground = "ground"
    /// `certificate` or `grant`: how far an act on a certificate reaches.
    package static let reach = "reach"
    /// Where a case is handed to: `office:` or `staff:` and the name or number.
    package static let receiver = "receiver"
    /// Yuan for one period, where an officer grants a benefit.
    package static let amount = "amount"
    /// The work list: `mine`, `waiting`, `office`; an item's id; `soon`; the last row of the page before.
    package static let scope = "scope"
    package static let item = "item"
    package static let due = "due"
    package static let after = "after"

    /// `grant` or `refuse`: a department's answer to a request for data.
    package static let decision = "decision"
    /// The last day that is asked for.
    package static let until = "until"

    // Rules
    /// 申请日 of a trial.
    package static let trialDay = "day"
    /// 申请日 of all cases of a comparison.
    package static let comparisonDay = "asOf"
    /// A whole definition.
    package static let definition = "definition"

    // Feedback
    package static let level = "level"
    package static let comment = "comment"

    // Others
    package static let query = "q"
    /// Answer to the n-th question before sign-in: `a1`, `a2`, `a3`.
    package static let answerPrefix = "a"
    /// 证照编号 and 校验码, for those who have paper and no scanner.
    package static let certificateNumber = "number"
    package static let checkCode = "check"
    /// 归集: digest of what the holder was shown and agrees to; and which import is read anew, by the consent that was given to it.
    package static let terms = "terms"
    package static let renewed = "renewed"

    // Showing a certificate
    /// `PresentationPurpose`, of the holder and of who looks.
    package static let purpose = "purpose"
    /// A claim to be shown: prefix and claim, value `yes`; together they are `claims`.
    package static let claimPrefix = "claim."
    package static let claims = "claims"
    /// Who looks, as they call themselves.
    package static let verifier = "verifier"

    // Mandates
    /// `MandatePower`: prefix and power, value `yes`; together they are `powers`.
    package static let powerPrefix = "power."
    package static let powers = "powers"
    /// `all` or `some`, and the types: prefix and type, value `yes`.
    package static let types = "types"
    package static let typePrefix = "type."
    /// The first day; the last one is `until`.
    package static let from = "from"
    /// Keyset paging: entries before this one.
    package static let before = "before"
}
