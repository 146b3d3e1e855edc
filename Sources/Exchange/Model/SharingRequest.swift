package import EventLog
package import Kernel
import Web

/// 共享申请 — an office asks a department to let one of its items read some fields of a resource. It is decided by a named
/// officer of that department, within the term that the city has set.
package struct SharingRequest: Sendable {
    package let id: Identifier<SharingRequest>
    package let terms: SharingTerms
    /// The office that asks, and its officer.
    package let office: String
    package let askedBy: String
    package let askedAt: Instant
    /// The last day for the answer (政务数据共享条例).
    package let dueOn: CivilDate
    package let state: State
    /// Who decided, and why where something was refused or narrowed.
    package let decidedBy: String?
    package let reason: String?
    package let stream: Identifier<EventStream>

    /// 待答复、同意、不同意.
    package enum State: String, Sendable, CaseIterable { case asked, granted, refused }
}

/// 用数的事项 — an item for which its offices can ask for data.
package struct AskingItem: Sendable {
    /// Its code.
    package let item: String
    package let name: Phrase
    /// The offices whose people decide it.
    package let offices: Set<String>
    /// The legal basis that its reads state, and hence that of its grants.
    package let basis: String

    package init(item: String, name: Phrase, offices: Set<String>, basis: String) {
        self.item = item
        self.name = name
        self.offices = offices
        self.basis = basis
    }
}

/// 共享时限 — in how many working days a department answers (configurable; 政务数据共享条例).
package struct SharingTimes: Sendable, Equatable {
    package let unconditionalDays: Int
    package let conditionalDays: Int
    /// 校核: for the answer about a fact that is said to be wrong.
    package let recheckDays: Int

    package init(unconditionalDays: Int, conditionalDays: Int, recheckDays: Int) {
        self.unconditionalDays = unconditionalDays
        self.conditionalDays = conditionalDays
        self.recheckDays = recheckDays
    }

    func days(for sharing: ResourceEntry.Sharing) -> Int {
        if case .unconditional = sharing { unconditionalDays } else { conditionalDays }
    }
}

/// What requests and grants are decided with: the city's catalogue, items and calendar as plain values.
package struct SharingSettings: Sendable {
    package let entries: [ResourceEntry]
    package let items: [AskingItem]
    package let times: SharingTimes
    /// The day on which so many working days after a day have passed.
    package let workingDays: @Sendable (_ count: Int, _ after: CivilDate) -> CivilDate

    package init(
        entries: [ResourceEntry], items: [AskingItem], times: SharingTimes,
        workingDays: @escaping @Sendable (_ count: Int, _ after: CivilDate) -> CivilDate
    ) {
        self.entries = entries
        self.items = items
        self.times = times
        self.workingDays = workingDays
    }

    /// The published entry of a resource that can be read.
    func entry(named name: String) -> ResourceEntry? { entries.first { $0.name == name && $0.isReadable } }
    func entry(code: String) -> ResourceEntry? { entries.first { $0.code == code && $0.isReadable } }
    func item(_ code: String) -> AskingItem? { items.first { $0.item == code } }

    /// Whether an officer answers for the resource.
    func isProvider(_ officer: Viewer.Staff, of resource: String) -> Bool {
        entry(named: resource)?.provider.name == officer.office
    }
}

extension ResourceEntry {
    var isReadable: Bool { !isDraft && grade != nil }
}
