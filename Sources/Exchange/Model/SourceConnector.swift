package import Kernel

/// Speaks to one department's own system, in its words: no mapping, no judgement.
package protocol SourceConnector: Sendable {
    /// The raw records of one subject. The caller bounds the time as well.
    func fetch(_ query: SourceQuery) async throws(SourceFault) -> [SourceRecord]

    /// Writes to the department; the same `eventID` twice registers once.
    func deliver(_ delivery: SourceDelivery) async throws(SourceFault) -> Acknowledgement

    /// 对账: what it has registered of what was written to it.
    func registrations(_ query: RegistrationQuery) async throws(SourceFault) -> [Registration]

    /// Reachable, and shaped as its description says?
    func selfCheck() async -> [CheckFinding]
}

extension SourceConnector {
    /// Most are only read.
    package func registrations(_ query: RegistrationQuery) async throws(SourceFault) -> [Registration] {
        throw .notDescribed
    }
}

/// What is asked of a source.
package struct SourceQuery: Sendable {
    package let resource: Resource
    /// The keys by which a record is found, e.g. `证件号码`.
    package let key: [String: String]
    /// Names this call in both sides' logs.
    package let requestID: String
    /// Item, case and legal basis (政务数据共享条例: every use states its purpose).
    package let purpose: ReadPurpose
    /// The names of the fields that are asked for: no others leave the connector. With a question there are none.
    package let fields: Set<String>
    /// 核验: asks for an answer of yes or no in the place of the resource's fields.
    package let predicate: PredicateQuestion?

    /// - Parameter fields: `nil` for all of the resource.
    package init(
        resource: Resource, key: [String: String], requestID: String, purpose: ReadPurpose,
        fields: Set<String>? = nil, predicate: PredicateQuestion? = nil
    ) {
        self.resource = resource
        self.key = key
        self.requestID = requestID
        self.purpose = purpose
        self.fields = predicate == nil ? fields ?? Set(resource.fields.map(\.name)) : []
        self.predicate = predicate
    }

    /// Everything by name that a statement or a request may be filled with.
    package var values: [String: String] { key.merging(predicate?.values ?? [:]) { key, _ in key } }
}

/// One record as the source holds it: every value as text, `nil` where it has none.
package struct SourceRecord: Sendable, Equatable {
    package let columns: [String: String?]

    package init(columns: [String: String?]) { self.columns = columns }

    /// The value of a column, without white space around it; `nil` where it is absent or empty.
    package func text(_ column: String) -> String? {
        guard let value = columns[column] ?? nil else { return nil }
        guard let first = value.firstIndex(where: { !$0.isWhitespace }),
            let last = value.lastIndex(where: { !$0.isWhitespace })
        else { return nil }
        return String(value[first...last])
    }
}

/// What is written to a department.
package struct SourceDelivery: Sendable {
    package let resource: Resource
    /// Names the event at the department: 事件编号.
    package let eventID: String
    /// Values by the names of the description, e.g. `金额`, already in the department's formats.
    package let values: [String: String]

    package init(resource: Resource, eventID: String, values: [String: String]) {
        self.resource = resource
        self.eventID = eventID
        self.values = values
    }
}

/// 受理号: the department's own number for what it received.
package struct Acknowledgement: Sendable, Equatable {
    package let number: String
    package init(number: String) { self.number = number }
}

/// Why a source gave nothing. None of these is an answer about the person.
package enum SourceFault: Error, Sendable, Equatable {
    case unreachable
    case timedOut
    /// The source's own error code.
    case refused(String)
    /// It answered something that its description does not foresee; what, without personal data, for the log.
    case malformed(String)
    /// The description has no such reading or writing.
    case notDescribed
    /// 限额: as often as the department allows in a day it was asked already; it was not asked.
    case overQuota
    /// 限额: whether it may be asked could not be counted, which is a fault of ours; it was not asked.
    case quotaUncounted

    /// For logs and metrics: no personal data.
    package var code: String {
        switch self {
        case .unreachable: "unreachable"
        case .timedOut: "timedOut"
        case .refused(let code): "refused:\(code)"
        case .malformed: "malformed"
        case .notDescribed: "notDescribed"
        case .overQuota: "overQuota"
        case .quotaUncounted: "quotaUncounted"
        }
    }
}

/// One line of a connector's self-check.
package struct CheckFinding: Sendable, Equatable {
    package let isFault: Bool
    package let message: Phrase

    package init(isFault: Bool, message: Phrase) {
        self.isFault = isFault
        self.message = message
    }
}

/// Why a fact is read: shown to the person it is about, and checked by auditors.
package struct ReadPurpose: Sendable, Hashable {
    /// 登录核对: the purpose of its own that stands in the place of an item.
    package static let signIn = "identity"
    /// 导出我的数据: the person's own copy.
    package static let export = "export"
    /// 亮证: what the person showed of a certificate; likewise.
    package static let presentation = "presentation"

    /// 代办: what somebody did for the person by a mandate.
    package static let mandate = "mandate"
    /// 监护核对: who the parents of a child are.
    package static let parentage = "parentage"
    /// 证照归集: a department's own certificate, with its holder's consent.
    package static let importing = "import"
    /// Purposes of reads for which there is no case.
    package static let withoutCase: Set<String> = [signIn, parentage, importing]

    /// The service item, or one of the purposes above.
    package let item: String
    /// The case (or draft) that it is read for; `nil` before there is one.
    package let caseReference: String?
    /// The law or regulation that the use rests on.
    package let basis: String

    package init(item: String, caseReference: String?, basis: String) {
        self.item = item
        self.caseReference = caseReference
        self.basis = basis
    }
}
