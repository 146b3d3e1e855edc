package import EventLog
package import Kernel

extension Resource {
    /// 回写: what the department wants to be told.
    package struct WriteBack: Sendable {
        /// 送达时间 — when it was handed over: the one value that is not the decision's.
        static let deliveredAt = "送达时间"
        /// How values are written: `{ 金额: 元, 起始日期: yyyy/MM/dd }`.
        package let formats: [String: String]
        /// 对账; `nil` where the department cannot be asked what it holds.
        package let readBack: ReadBack?
        package let description: Description

        /// 对账 — how that which the department has registered is read back.
        package struct ReadBack: Sendable {
            /// The columns of our 事件编号 and of the department's 受理号.
            package let keyColumn: String
            package let numberColumn: String
            /// 核对 — the column of each value that is compared, by the value's name.
            package let columns: [String: String]
            package let description: Description
        }

        /// Values as the department wants them written; days come as `2026-11-21`.
        func written(_ values: [String: String]) -> [String: String] {
            var written = values
            for (name, format) in formats where name != Self.deliveredAt {
                guard let day = values[name].flatMap({ CivilDate($0) }) else { continue }
                written[name] = DateFormat(format).text(day.begins)
            }
            return written
        }

        /// A moment as the department writes when it was told.
        func written(_ moment: Instant) -> String {
            formats[Self.deliveredAt].map { DateFormat($0).text(moment) } ?? moment.iso8601
        }
    }
}

extension Resource.WriteBack {
    /// - Parameter tree: `回写` of a resource.
    init(_ tree: Description) throws {
        formats = tree["格式"]?.textMap ?? [:]
        description = tree
        readBack = try tree["对账"].map { readBack in
            ReadBack(
                keyColumn: try readBack.required("事件编号"),
                // Over HTTP the answer to a telling and a list hold it at different places.
                numberColumn: try readBack["受理号"]?.text ?? tree.required("受理号"),
                columns: readBack["核对"]?.textMap ?? [:], description: readBack)
        }
    }
}

extension CivilDate {
    /// Midnight in China.
    var begins: Instant {
        Instant(milliseconds: (Int64(daysSinceEpoch) * 86_400 - Instant.chinaOffsetSeconds) * 1000)
    }
}

/// 回写记录 — one decision that a department was told of and has acknowledged: a view of the event that says so.
package struct WriteBackRecord: Sendable, Equatable {
    /// 事件编号, by which the department knows it.
    package let key: String
    package let resource: String
    /// The case, by the stream of its events, and the event of the acknowledgement, which holds what was written.
    package let stream: Identifier<EventStream>
    package let sequence: Int
    /// 受理号, the department's own.
    package let number: String
    package let acknowledgedAt: Instant
    /// How often it had to be delivered again, because the department had lost it.
    package let redeliveries: Int
    /// Whether a comparison has found it with its department since it was last acknowledged.
    package let isSeen: Bool
    /// 不必再有: a later correction says what stands, or the last one that nothing does. That it is gone is nothing to find.
    package let isObsolete: Bool
    /// Whether it is a correction, or was corrected: then nothing of it is told again by a machine.
    package let isCorrected: Bool

    package init(
        key: String, resource: String, stream: Identifier<EventStream>, sequence: Int, number: String,
        acknowledgedAt: Instant, redeliveries: Int = 0, isSeen: Bool = false,
        isObsolete: Bool = false, isCorrected: Bool = false
    ) {
        self.key = key
        self.resource = resource
        self.stream = stream
        self.sequence = sequence
        self.number = number
        self.acknowledgedAt = acknowledgedAt
        self.redeliveries = redeliveries
        self.isSeen = isSeen
        self.isObsolete = isObsolete
        self.isCorrected = isCorrected
    }
}

/// 登记 — one thing that a department's system holds of what was written to it.
package struct Registration: Sendable, Equatable {
    /// 事件编号.
    package let key: String
    /// 受理号; `nil` where it has none.
    package let number: String?
    /// What it holds, by the names of the description and as it writes it.
    package let values: [String: String?]

    package init(key: String, number: String?, values: [String: String?]) {
        self.key = key
        self.number = number
        self.values = values
    }
}

/// 对账的询问 — what was registered on some days, by the time at which it was handed over.
package struct RegistrationQuery: Sendable {
    package let resource: Resource
    package let days: Range<CivilDate>
    /// Names this call in both sides' logs.
    package let requestID: String

    package init(resource: Resource, days: Range<CivilDate>, requestID: String) {
        self.resource = resource
        self.days = days
        self.requestID = requestID
    }

    /// `自` and `至`, as the department writes moments.
    package var values: [String: String] {
        guard let writeBack = resource.writeBack else { return [:] }
        return ["自": writeBack.written(days.lowerBound.begins), "至": writeBack.written(days.upperBound.begins)]
    }
}
