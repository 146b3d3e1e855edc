package import EventLog
package import Kernel

/// 更正 — what a department was told does not stand as it was told: it is told so, after what it corrects and never before.
/// A view of the event by which a person decided it.
package struct WriteBackCorrection: Sendable, Equatable {
    /// 事件编号 of the correction itself.
    package let key: String
    /// 原事件编号: under which the department was told what is corrected.
    package let original: String
    /// 更正序号: which of the corrections of that telling it is, from 1. What the last one says stands.
    package let serial: Int
    /// The resource that was written to.
    package let resource: String
    /// The case, by the stream of its events.
    package let stream: Identifier<EventStream>
    package let change: Change
    package let decidedAt: Instant
    package let state: State

    /// What has become of the decision. Raw values are stored.
    package enum Change: String, Sendable, CaseIterable {
        case suspended, resumed, cancelled, revoked
        /// 纠正: it had been ended wrongly, and stands again.
        case reinstated
        /// 更正: it was looked at again, and something in it is put right. Whether it stands is another matter.
        case amended

        /// As descriptions write it.
        package var word: String { words.chinese }

        /// What stands after it; `nil` where it changes nothing of that.
        package var standing: GrantStanding? {
            switch self {
            case .suspended: .suspended
            case .resumed, .reinstated: .standing
            case .cancelled, .revoked: .ended
            case .amended: nil
            }
        }
    }

    /// Raw values are stored.
    package enum State: String, Sendable, CaseIterable {
        /// On its way, or waiting for what goes before it.
        case waiting
        /// The department has acknowledged it.
        case acknowledged
        /// 交人处理: its description does not say how, it was not taken, or something that goes before it is with its people.
        case handedOver
    }

    /// Why somebody decided so, in the words of that person.
    package struct Ground: Sendable {
        let reason: String
        /// 依据; `nil` where none has to be named.
        let law: String?

        package init(reason: String, law: String? = nil) {
            self.reason = reason
            self.law = law
        }
    }

    /// Names under which a description gets its values, beside those of what is corrected.
    enum Name {
        static let change = "更正"
        static let original = "原事件编号"
        static let originalNumber = "原受理号"
        static let serial = "更正序号"
        static let reason = "更正事由"
        static let law = "更正依据"
        static let day = "更正日期"
        /// What the department's people are told beside: all that was decided before, what is right now, why it is theirs.
        static let earlier = "此前的变动"
        static let standing = "现在应当"
        static let obstacle = "为什么请您办"
    }
}

/// 现状 — whether what a department was told stands.
package enum GrantStanding: String, Sendable {
    case standing, suspended, ended

    /// As people read what is right now.
    var word: String {
        switch self {
        case .standing: "有效"
        case .suspended: "暂停"
        case .ended: "不再有效"
        }
    }
}

extension Resource {
    /// 回写.更正: how the department is told that something does not stand as it was told.
    package struct Correction: Sendable {
        /// Its word for each change; a change without one is for its people.
        package let codes: [WriteBackCorrection.Change: String]
        package let writeBack: WriteBack

        /// - Parameter tree: `更正` of a `回写`.
        init(_ tree: Description) throws {
            let words = tree["代码"]?.textMap ?? [:]
            codes = WriteBackCorrection.Change.allCases.reduce(into: [:]) { $0[$1] = words[$1.word] }
            writeBack = try WriteBack(tree)
        }
    }
}

extension Department {
    /// 回写的去处 — all ways in which it is told something, corrections being told in a way of their own.
    package var channels: [Resource] { resources.flatMap(\.channels) }
}

extension Resource {
    /// The ways in which its department is told something about it.
    package var channels: [Resource] { writeBack == nil ? [] : [self] + [correcting].compactMap { $0 } }
}
