package import EventLog
package import Kernel
package import Web

/// 数据疑义 — a person says that what a department holds of them is wrong. The department checks it within a term and
/// corrects it or keeps it with a reason (政务数据共享条例: 校核纠错); meanwhile the case goes on with a person's check.
package struct FactDispute: Sendable {
    package let id: Identifier<FactDispute>
    package let resource: String
    package let field: String
    /// The item of the case in which it was said.
    package let item: String
    /// The case, by the stream of its events, and its applicant.
    package let stream: Identifier<EventStream>
    package let applicant: Identifier<Person>
    package let openedAt: Instant
    /// The last day for the answer.
    package let dueOn: CivilDate
    package let state: State
    package let claim: Claim

    package init(
        id: Identifier<FactDispute>, resource: String, field: String, item: String, stream: Identifier<EventStream>,
        applicant: Identifier<Person>, openedAt: Instant, dueOn: CivilDate, state: State = .open, claim: Claim
    ) {
        self.id = id
        self.resource = resource
        self.field = field
        self.item = item
        self.stream = stream
        self.applicant = applicant
        self.openedAt = openedAt
        self.dueOn = dueOn
        self.state = state
        self.claim = claim
    }

    /// 待核对、已更正、维持.
    package enum State: String, Sendable, CaseIterable { case open, corrected, kept }

    /// What the department needs to find the record and to judge it; sealed wherever it is kept.
    package struct Claim: Sendable, Equatable {
        package let residentID: String
        package let name: String
        package let caseNumber: String
        /// What the department's record says.
        package let held: String
        /// What the person says is right; may be empty.
        package let said: String

        package init(residentID: String, name: String, caseNumber: String, held: String, said: String) {
            self.residentID = residentID
            self.name = name
            self.caseNumber = caseNumber
            self.held = held
            self.said = said
        }

        var json: JSON {
            [
                "residentID": JSON(residentID), "name": JSON(name), "caseNumber": JSON(caseNumber), "held": JSON(held),
                "said": JSON(said),
            ]
        }

        init(_ json: JSON) {
            func text(_ key: String) -> String { json[key]?.string ?? "" }
            self.init(
                residentID: text("residentID"), name: text("name"), caseNumber: text("caseNumber"), held: text("held"),
                said: text("said"))
        }
    }
}
