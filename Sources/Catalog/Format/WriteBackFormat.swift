import Kernel

/// 回写的格式 — the keys by which a description says how its department is told what was decided, how that is read back, and how it is
/// told that something does not stand any more.
enum WriteBackFormat {
    /// `回写` of a resource whose department is reached in one of these ways; files are not written to.
    static func keys(_ ways: [DepartmentFormat.Connection]) -> [FormatKey] {
        let ways = ways.filter { $0 != .file }
        guard !ways.isEmpty else { return [] }
        let telling = self.telling(ways)
        return [
            FormatKey(
                "回写", .record(telling + [correction(telling)]), required: false, zh: "核准后写回",
                en: "What is written back")
        ]
    }

    private static func telling(_ ways: [DepartmentFormat.Connection]) -> [FormatKey] {
        let isOnly = ways.count == 1
        return ways.flatMap(tellingKeys).merged(required: isOnly) + [
            FormatKey("摘要", .text(.prose), required: false, zh: "写回什么", en: "What is written back"),
            FormatKey(
                "受理号", .text(.prose), zh: "受理号所在的列，或者它在应答里的路径",
                en: "The column of the receipt's number, or where it stands in the answer"),
            FormatKey(
                "格式",
                .names(
                    .name, .text(.prose),
                    Phrase("item.key.回写.格式.name", zh: "名称和写法", en: "a name and how it is written")),
                required: false, zh: "各值怎样写", en: "How values are written"),
            FormatKey(
                "对账", .record(ways.flatMap(readBackKeys).merged(required: isOnly) + readBackKeys), required: false,
                zh: "每天怎样读回来核对", en: "How it is read back and compared each day"),
        ]
    }

    /// How it is handed over.
    private static func tellingKeys(_ way: DepartmentFormat.Connection) -> [FormatKey] {
        switch way {
        case .database:
            [
                FormatKey("写入", .text(.prose), zh: "写入语句", en: "The statement that writes"),
                FormatKey("回执", .text(.prose), zh: "回执语句", en: "The statement that reads the receipt"),
            ]
        case .interface:
            [
                FormatKey("请求", .text(.request), zh: "POST 和路径", en: "POST and the path"),
                FormatKey(
                    "内容", .text(.prose), zh: "JSON，“\":事件编号\"”等处填值，请求头 Idempotency-Key 也是事件编号",
                    en: "JSON, with \":事件编号\" and values; the header Idempotency-Key is the event's number too"),
            ]
        case .file: []
        }
    }

    /// How that which was registered on some days is asked for.
    private static func readBackKeys(_ way: DepartmentFormat.Connection) -> [FormatKey] {
        switch way {
        case .database:
            [
                FormatKey(
                    "查询", .text(.prose), zh: "读出登记的语句，“:自”“:至”（不含）由平台绑定，写法和送达时间一样",
                    en: "The query of what is registered, from :自 until :至, written like 送达时间")
            ]
        case .interface:
            DepartmentFormat.requestKeys + [
                FormatKey(
                    "受理号", .text(.prose), required: false, zh: "受理号在每条登记里的路径，和回写的不一样时写",
                    en: "Where the number stands in a registration, where that is another place")
            ]
        case .file: []
        }
    }

    private static let readBackKeys: [FormatKey] = [
        FormatKey("事件编号", .text(.prose), zh: "事件编号所在的列", en: "The column of the event's number"),
        FormatKey(
            "核对",
            .names(
                .name, .text(.prose),
                Phrase("item.key.回写.核对.name", zh: "送达的信息和它所在的列", en: "a value that is written and its column")),
            zh: "逐项核对哪些信息", en: "The values that are compared"),
    ]

    /// 更正: told in the same ways, with the department's word for each change.
    private static func correction(_ telling: [FormatKey]) -> FormatKey {
        let codes = FormatKey(
            "代码",
            .record(
                ["暂停", "恢复", "注销", "撤销", "更正"].map {
                    FormatKey($0, .text(.prose), required: false, zh: "部门的代码", en: "the department's code")
                }), zh: "各种变动的代码；没有写的由部门的人处理", en: "Codes of changes; what has none is for people")
        return FormatKey(
            "更正", .record(telling + [codes]), required: false, zh: "撤销、暂停等怎样告诉部门；不写就由部门的人处理",
            en: "How revocations and the like are told; where it is not said, people do it")
    }
}
