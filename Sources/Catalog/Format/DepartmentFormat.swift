import Kernel

/// 部门接入说明的格式 — every key that a department's description may hold. How a resource is asked for depends on how the
/// department is reached, so there is one form for each of the three ways.
enum DepartmentFormat {
    /// 连接.方式.
    enum Connection: String, CaseIterable {
        case database = "数据库"
        case interface = "接口"
        case file = "文件"
    }

    /// - Parameter connection: `nil` where the description does not say it: then the keys of every way can stand.
    static func root(_ connection: Connection?) -> Shape {
        let ways = connection.map { [$0] } ?? Connection.allCases
        let isOnly = connection != nil
        return .record([
            FormatKey("部门", .text(.prose), zh: "部门简称", en: "Short name of the department"),
            FormatKey(
                "提供方",
                .record([
                    FormatKey("名称", .text(.prose), zh: "部门全称", en: "Full name"),
                    FormatKey("代码", .text(.prose), zh: "统一社会信用代码", en: "Unified social credit code"),
                ]), zh: "全称和统一社会信用代码", en: "Full name and credit code"),
            FormatKey("说明", .text(.prose), required: false, zh: "一两句话", en: "A sentence or two"),
            FormatKey(
                "连接", .record([way] + ways.flatMap(connectionKeys).merged(required: isOnly)), zh: "怎样连接",
                en: "How it is reached"),
            FormatKey(
                "资源",
                .names(
                    .resource,
                    .record(
                        (resourceKeys + ways.flatMap(askingKeys).merged(required: isOnly)) + [
                            PredicateFormat.key(ways)
                        ] + WriteBackFormat.keys(ways)),
                    Phrase("item.key.资源.name", zh: "资源名称和它的说明", en: "a resource and its description")),
                zh: "可读取的资源", en: "What can be read"),
            FormatKey(
                "不予共享",
                .names(
                    .resource, .record(CatalogueFormat.withheldKeys),
                    Phrase("item.key.不予共享.name", zh: "资源名称和不予共享的依据", en: "a resource and the ground of withholding it")),
                required: false, zh: "列入目录、不予共享的资源", en: "What stands in the catalogue and is not shared"),
        ])
    }

    private static let way = FormatKey(
        "方式", .text(.choice("connection", Connection.allCases.map(\.rawValue), zh: "连接方式", en: "way of connecting")),
        zh: "数据库、接口、文件之一", en: "数据库, 接口 or 文件")

    /// What `类型` of a field can be: 统一社会信用代码 is asked for in items only.
    static let fieldTypes = FieldType.allCases.filter { $0 != .creditCode }.map(\.rawValue)

    private static let resourceKeys: [FormatKey] =
        CatalogueFormat.sharedKeys + [
            FormatKey("摘要", .text(.prose), required: false, zh: "这里有什么", en: "What it holds"),
            FormatKey(
                "可免材料", .list(.text(.prose)), required: false, zh: "因此不用交的材料", en: "Materials that it makes unnecessary"
            ),
            FormatKey(
                "级别", .text(.choice("grade", ["A", "B", "C", "D"], zh: "可信等级", en: "trust grade")), zh: "可信等级",
                en: "Trust grade"),
            FormatKey(
                "键",
                .record([
                    FormatKey(
                        "证件号码", .text(.prose), zh: "申请人号码所在的列", en: "the column of the person's number",
                        missing: .noSubjectColumn)
                ]),
                zh: "申请人号码所在的列", en: "The column of the person's number", missing: .noSubjectColumn),
            FormatKey(
                "记录数", .text(.choice("records", ["1", "多"], zh: "记录数", en: "records a person")), required: false,
                zh: "1 或 多", en: "1 or 多"),
            FormatKey(
                "查无记录",
                .names(
                    .name, .text(.prose),
                    Phrase("item.key.查无记录.name", zh: "字段和没有行时的值", en: "a field and its value where there is no row")),
                required: false, zh: "没有行是什么意思", en: "What no row means"),
            FormatKey("时限", .text(.duration), zh: "多久没有答复就不等", en: "Deadline"),
            FormatKey(
                "限额", .text(.dailyLimit), required: false, zh: "每天最多查几次，超过的不查（如 每日 5000 次）",
                en: "How often it may be asked in a day, as 每日 5000 次"),
            FormatKey("有效", .text(.duration), required: false, zh: "记录多旧还可用", en: "How old a record may be"),
            FormatKey(
                "更新时间",
                .record([
                    FormatKey("列", .text(.prose), zh: "哪一列", en: "the column"),
                    FormatKey("格式", .text(.dateFormat), zh: "怎样写", en: "how it is written"),
                ]), required: false, zh: "按哪一列算多旧", en: "The column that tells how old"),
            FormatKey(
                "字段",
                .names(
                    .name, .record(fieldKeys),
                    Phrase("item.key.字段.name", zh: "字段名和它的说明", en: "a field and its description")
                ),
                zh: "信息项", en: "Fields"),
        ]

    private static let fieldKeys: [FormatKey] = [
        FormatKey("列", .text(.prose), zh: "哪一列", en: "The column"),
        FormatKey(
            "类型", .text(.choice("sourceType", fieldTypes, zh: "字段类型", en: "type of field")), zh: "字段类型", en: "Type"),
        FormatKey("格式", .text(.dateFormat), required: false, zh: "日期怎样写", en: "How days are written"),
        FormatKey(
            "代码",
            .names(.prose, .text(.prose), Phrase("item.key.代码.name", zh: "代码和意思", en: "a code and what it means")),
            required: false, zh: "代码对照", en: "Codes"),
        FormatKey("取值", .list(.text(.prose)), required: false, zh: "可能的值", en: "Possible values"),
        FormatKey(
            "清洗",
            .list(
                .text(
                    .choice(
                        "cleaning", ["去空格", "全角转半角", "去前导零", "去连接符", "转大写"], zh: "清洗的办法", en: "way of cleaning"))),
            required: false, zh: "读之前先做的清洗，依次做：去空格、全角转半角、去前导零、去连接符、转大写",
            en: "What is done to the text first, in this order"),
        FormatKey("单位", .text(.prose), required: false, zh: "单位", en: "Unit"),
        FormatKey(
            "不变", .text(.choice("unchanging", ["是", "否"], zh: "是或否", en: "是 (yes) or 否 (no)")), required: false,
            zh: "是的话：说的是这个人本身（如 健在、出生日期），不会劝人去改", en: "是: who somebody is (as 健在), which nobody is told to change"),
        FormatKey(
            "敏感", .text(.choice("sensitive", ["是", "否"], zh: "是或否", en: "是 (yes) or 否 (no)")), required: false,
            zh: "是的话：敏感个人信息（个人信息保护法第二十八条）", en: "是: sensitive personal information (PIPL §28)"),
    ]

    private static func connectionKeys(_ way: Connection) -> [FormatKey] {
        switch way {
        case .database:
            [
                FormatKey(
                    "种类",
                    .text(
                        .choice("databaseKind", ["SQLite", "PostgreSQL"], zh: "数据库种类", en: "kind of database")),
                    zh: "SQLite 或 PostgreSQL（人大金仓、openGauss 的兼容模式也写它）",
                    en: "SQLite or PostgreSQL, or what speaks like it"),
                FormatKey(
                    "文件", .text(.prose), required: false, zh: "SQLite：数据库文件（相对于 data/departments）",
                    en: "SQLite: the file, below data/departments"),
                FormatKey(
                    "服务器", .text(.prose), required: false, zh: "PostgreSQL：主机和端口（如 10.1.2.3:5432）",
                    en: "PostgreSQL: host and port"),
                FormatKey("库", .text(.prose), required: false, zh: "PostgreSQL：库名", en: "PostgreSQL: the database"),
                FormatKey("用户", .text(.prose), required: false, zh: "PostgreSQL：用户名", en: "PostgreSQL: the user"),
                FormatKey(
                    "口令文件", .text(.prose), required: false, zh: "PostgreSQL：只写着口令的文件（相对于 data/departments）",
                    en: "PostgreSQL: the file with the password, below data/departments"),
                FormatKey(
                    "加密",
                    .text(
                        .choice(
                            "databaseEncryption", ["核对证书", "要加密", "不加密"], zh: "连接的加密",
                            en: "encryption of the connection")),
                    required: false, zh: "PostgreSQL：不写就是核对证书", en: "PostgreSQL: 核对证书 where it is not said"),
                FormatKey(
                    "根证书文件", .text(.prose), required: false, zh: "PostgreSQL：核对服务器证书用的根证书（相对于 data/departments）",
                    en: "PostgreSQL: the root certificate, below data/departments"),
            ]
        case .interface: interfaceKeys
        case .file:
            [
                FormatKey(
                    "种类", .text(.choice("fileKind", ["CSV", "Excel"], zh: "文件种类", en: "kind of file")), required: false,
                    zh: "CSV（不写就是它）或 Excel（.xlsx）", en: "CSV (where nothing is written) or Excel (.xlsx)"),
                FormatKey(
                    "目录", .text(.prose), zh: "目录（相对于 data/departments）", en: "The folder, below data/departments"),
                FormatKey("文件名", .text(.dropName), zh: "含 {yyyyMMdd} 的文件名", en: "The name, with {yyyyMMdd}"),
                FormatKey(
                    "编码", .text(.choice("encoding", ["UTF-8", "GB18030", "GBK"], zh: "编码", en: "encoding")),
                    required: false, zh: "CSV 的编码：UTF-8、GB18030、GBK", en: "Encoding of a CSV: UTF-8, GB18030 or GBK"),
                FormatKey(
                    "工作表", .text(.prose), required: false, zh: "Excel 里的哪个工作表，不写就是第一个",
                    en: "The sheet of an Excel workbook; the first where nothing is written"),
            ]
        }
    }

    private static let interfaceKeys: [FormatKey] = [
        FormatKey("地址", .text(.address), zh: "接口地址", en: "Address"),
        FormatKey("自检", .text(.prose), required: false, zh: "看它是否在运行的请求", en: "The request that shows whether it runs"),
        FormatKey(
            "签名",
            .record([
                FormatKey(
                    "方法", .text(.choice("signing", ["HMAC-SHA256"], zh: "签名方法", en: "way of signing")), zh: "签名方法",
                    en: "Way of signing"),
                FormatKey("密钥编号", .text(.prose), zh: "密钥编号", en: "Name of the key"),
                FormatKey(
                    "密钥文件", .text(.prose), zh: "密钥文件（相对于 data/departments）",
                    en: "The key's file, below data/departments"),
                FormatKey(
                    "请求头",
                    .record(
                        ["密钥编号", "时间", "随机数", "签名"].map {
                            FormatKey($0, .text(.prose), zh: "请求头的名称", en: "name of a header field")
                        }), zh: "各请求头的名称", en: "Names of the header fields"),
            ]), zh: "怎样签名", en: "How requests are signed"),
        FormatKey(
            "应答",
            .record([
                FormatKey("代码", .text(.prose), zh: "代码在应答里的路径", en: "where the code stands"),
                FormatKey("成功", .list(.text(.prose)), zh: "成功的代码", en: "codes of success"),
                FormatKey("查无记录", .list(.text(.prose)), required: false, zh: "查无记录的代码", en: "codes of no record"),
                FormatKey("稍后再试", .list(.text(.prose)), required: false, zh: "稍后再试的代码", en: "codes of trying later"),
            ]), zh: "应答代码", en: "Codes of answers"),
    ]

    /// How a resource is asked for.
    private static func askingKeys(_ way: Connection) -> [FormatKey] {
        let text = Shape.text(.prose)
        return switch way {
        case .database:
            [
                FormatKey("查询", text, zh: "查询语句，“:证件号码”处由平台绑定", en: "The query, with :证件号码")
            ]
        case .interface: requestKeys
        case .file: []
        }
    }

    /// How records are asked for over HTTP.
    static let requestKeys: [FormatKey] = {
        let text = Shape.text(.prose)
        return [
            FormatKey("请求", .text(.request), zh: "POST 和路径", en: "POST and the path"),
            FormatKey("内容", text, zh: "JSON，“\":证件号码\"”处填值", en: "JSON, with \":证件号码\""),
            FormatKey("记录", text, zh: "记录在应答里的路径", en: "Where the records stand"),
            FormatKey(
                "分页",
                .record(
                    ["页码", "每页", "总数"].map { FormatKey($0, text, zh: "分页的名称或路径", en: "a name or path of paging") }
                        + [FormatKey("条数", .text(.count), zh: "每页几条", en: "records a page")]), required: false,
                zh: "怎样翻页", en: "How pages are turned"),
        ]
    }()
}

extension [FormatKey] {
    /// Each key once; where the way of connecting is not known none of them is asked for.
    func merged(required: Bool) -> [FormatKey] {
        var seen: Set<String> = []
        return filter { seen.insert($0.name).inserted }.map { required ? $0 : $0.asOptional }
    }
}

extension FormatKey {
    fileprivate var asOptional: FormatKey {
        FormatKey(name, name == "种类" ? .text(.prose) : shape, required: false, zh: meaning.chinese, en: meaning.english)
    }
}

extension TextForm {
    static let duration = pattern(
        "duration", #"^[1-9]\d{0,8} ?(毫秒|秒|分钟|小时|日|天)$"#, zh: "一段时间（如 800 毫秒、30 日）", en: "a time (as 800 毫秒 or 30 日)"
    ) { text in
        let digits = text.prefix { ("0"..."9").contains($0) }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }
        return (1...9).contains(digits.count) && !digits.hasPrefix("0")
            && ["毫秒", "秒", "分钟", "小时", "日", "天"].contains(String(unit))
    }

    static let dailyLimit = pattern(
        "dailyLimit", #"^每日 ?[1-9]\d{0,8} ?次$"#, zh: "每天的次数（如 每日 5000 次）", en: "a limit of a day (as 每日 5000 次)"
    ) { text in
        let words = text.filter { $0 != " " }
        guard words.hasPrefix("每日"), words.hasSuffix("次") else { return false }
        let digits = words.dropFirst(2).dropLast()
        return (1...9).contains(digits.count) && !digits.hasPrefix("0")
            && digits.allSatisfy { ("0"..."9").contains($0) }
    }

    static let dateFormat = pattern(
        "dateFormat", ".+",
        zh:
            "日期格式：yyyy 年、MM 月、dd 日、HH 时、mm 分、ss 秒（大小写不能换），如 yyyy-MM-dd、yyyy/MM/dd HH:mm:ss；或者“秒”“毫秒”（1970 年起）、“Excel日序”",
        en: "a format of yyyy, MM, dd, HH, mm, ss (capitals matter), as yyyy-MM-dd; or 秒, 毫秒 (since 1970), Excel日序"
    ) { DatePattern.isSound($0) }

    static let dropName = pattern(
        "dropName", #"\{yyyyMMdd\}"#, zh: "含 {yyyyMMdd} 的文件名（如 gjj_{yyyyMMdd}.csv）",
        en: "a name with {yyyyMMdd} (as gjj_{yyyyMMdd}.csv)"
    ) { $0.firstRange(of: "{yyyyMMdd}") != nil }

    static let address = pattern(
        "address", "^https?://.+", zh: "以 http:// 或 https:// 开头的地址",
        en: "an address that starts with http:// or https://"
    ) { $0.hasPrefix("http://") || $0.hasPrefix("https://") }

    static let request = pattern("request", "^POST /\\S*$", zh: "“POST /路径”", en: "POST /path") { text in
        let parts = text.split(separator: " ")
        return parts.count == 2 && parts[0] == "POST" && parts[1].hasPrefix("/")
    }
}

/// 日期格式 — whether a format can ever be read: the letters of a year, month and day, each together and in full.
private enum DatePattern {
    private static let lengths: [Character: Int] = ["y": 4, "M": 2, "d": 2, "H": 2, "m": 2, "s": 2]

    static func isSound(_ text: String) -> Bool {
        if ["秒", "毫秒", "Excel日序"].contains(text) { return true }
        var counts: [Character: Int] = [:]
        var last: Character?
        for character in text {
            if lengths[character] != nil {
                guard counts[character] == nil || last == character else { return false }
                counts[character, default: 0] += 1
            } else if character.isASCII, character.isLetter || character.isNumber, character != "T" {
                return false
            }
            last = character
        }
        return ["y", "M", "d"].allSatisfy { counts[$0] != nil } && counts.allSatisfy { lengths[$0.key] == $0.value }
    }
}
