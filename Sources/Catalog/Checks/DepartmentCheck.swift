import Kernel

/// 部门接入说明 — what is wrong with the description of one department, with place and remedy. What a description leaves
/// unsaid or misspells is not guessed at: it would be passed over in silence until an applicant meets it.
enum DepartmentCheck {
    static func findings(in root: YAMLNode) -> [Finding] {
        let way = root["连接"]?.string("方式").flatMap { DepartmentFormat.Connection(rawValue: $0) }
        let meaning = Phrase("department.key", zh: "第一行写“部门”和简称", en: "start with 部门: and the short name")
        let shape = ShapeChecker.findings(in: root, DepartmentFormat.root(way), meaning: meaning)
        let resources = root["资源"]?.entries ?? []
        let connection = root["连接"].map { way == .file ? file($0) : database($0) } ?? []
        return shape + creditCode(root["提供方"]?["代码"]) + connection
            + resources.flatMap(resource)
    }

    /// Which keys a database needs depends on its kind.
    private static func database(_ connection: YAMLNode) -> [Finding] {
        guard connection.string("方式") == DepartmentFormat.Connection.database.rawValue,
            let kind = connection["种类"]
        else { return [] }
        var needed: [String]
        switch kind.text {
        case "SQLite": needed = ["文件"]
        case "PostgreSQL":
            needed = ["服务器", "库", "用户"]
            if (connection.string("加密") ?? "核对证书") == "核对证书" { needed.append("根证书文件") }
        default: return []
        }
        return needed.filter { connection[$0] == nil }.map { key in
            Complaint.databaseKeyMissing.with(["key": key, "kind": kind.text ?? ""]).at(kind.position)
        }
    }

    /// Departments and resources whose names stand in several files, or twice in one: one of them would never be asked.
    static func repeated(in roots: [YAMLNode]) -> [Finding] {
        let departments = roots.compactMap { root in root["部门"].map { (name: $0.text ?? "", position: $0.position) } }
        let entries = roots.flatMap { ($0["资源"]?.entries ?? []) + ($0["不予共享"]?.entries ?? []) }
        let resources = entries.map { (name: $0.key, position: $0.keyPosition) }
        let codes = entries.compactMap { entry in
            entry.value["编号"].map { (name: $0.text ?? "", position: $0.position) }
        }
        return repeated(departments) + repeated(resources) + repeated(codes)
    }

    private static func repeated(_ named: [(name: String, position: FilePosition)]) -> [Finding] {
        var first: [String: FilePosition] = [:]
        return named.compactMap { name, position in
            guard let earlier = first.updateValue(position, forKey: name) else { return nil }
            return Complaint.sourceNameTaken.with(["name": name, "other": earlier.description]).at(position)
        }
    }

    /// A text file has an encoding, a workbook has sheets.
    private static func file(_ connection: YAMLNode) -> [Finding] {
        let (encoding, sheet) = (connection.entry("编码"), connection.entry("工作表"))
        if connection.string("种类") == "Excel" {
            return encoding.map { [Complaint.encodingOfWorkbook.at($0.keyPosition)] } ?? []
        }
        return (encoding == nil ? [Complaint.fileWithoutEncoding.at(connection.position)] : [])
            + (sheet.map { [Complaint.sheetOfTextFile.at($0.keyPosition)] } ?? [])
    }

    private static func creditCode(_ node: YAMLNode?) -> [Finding] {
        guard let node, let text = node.text, TextForm.prose.accepts(text) else { return [] }
        do throws(SocialCreditCode.Fault) {
            let code = try SocialCreditCode(validating: text)
            return code.text == text ? [] : [Complaint.badCreditCode.with(["value": text]).at(node.position)]
        } catch .wrongCheckCharacter {
            return [Complaint.wrongCheckCharacter.with(["value": text]).at(node.position)]
        } catch {
            return [Complaint.badCreditCode.with(["value": text]).at(node.position)]
        }
    }

    private static func resource(_ entry: YAMLNode.Entry) -> [Finding] {
        let fields = entry.value["字段"]?.entries ?? []
        return sharing(entry.value) + fields.flatMap(field) + whenNotRecorded(entry.value["查无记录"], fields)
            + age(entry.value) + readBack(entry.value["回写"]) + correction(entry.value["回写"]?["更正"])
            + PredicateCheck.findings(in: entry.value)
    }

    /// What is read back is asked for by the days on which it was handed over.
    private static func readBack(_ writeBack: YAMLNode?) -> [Finding] {
        guard let writeBack, let readBack = writeBack["对账"], let query = readBack["查询"] ?? readBack["内容"]
        else { return [] }
        let text = query.text ?? ""
        let isBounded = text.firstRange(of: ":自") != nil && text.firstRange(of: ":至") != nil
        let hasTime = writeBack["格式"]?["送达时间"] != nil
        return (isBounded ? [] : [Complaint.readBackWithoutDays.at(query.position)])
            + (hasTime ? [] : [Complaint.readBackWithoutTime.at(readBack.position)])
    }

    /// 更正 says which registration it is about, by the number under which that was told.
    private static func correction(_ correction: YAMLNode?) -> [Finding] {
        guard let correction else { return [] }
        let written = (correction["写入"] ?? correction["内容"])?.text ?? ""
        let names = written.firstRange(of: ":原事件编号") != nil || written.firstRange(of: ":原受理号") != nil
        return readBack(correction)
            + (names ? [] : [Complaint.correctionOfNothing.at((correction["写入"] ?? correction).position)])
    }

    /// 有条件共享 says on which condition and by what law; 无条件共享 has none (政务数据共享条例: no conditions of one's own making).
    private static func sharing(_ resource: YAMLNode) -> [Finding] {
        guard let sharing = resource["共享"], let type = sharing["类型"] else { return [] }
        let condition = sharing.entry("条件")
        switch type.text {
        case "有条件共享":
            let hasBasis = sharing["依据"] != nil || resource["依据"] != nil
            return condition != nil && hasBasis ? [] : [Complaint.conditionalWithoutCondition.at(type.position)]
        case "无条件共享": return condition.map { [Complaint.conditionOfUnconditional.at($0.keyPosition)] } ?? []
        default: return []
        }
    }

    private static func field(_ entry: YAMLNode.Entry) -> [Finding] {
        guard let type: FieldType = entry.value.word("类型"), let written = entry.value["类型"] else { return [] }
        var findings: [Finding] = []
        let arguments = ["name": entry.key, "type": type.rawValue]
        let format = entry.value.entry("格式")
        if type == .date, format == nil {
            findings.append(Complaint.dateWithoutFormat.with(arguments).at(written.position))
        } else if type != .date, let format {
            findings.append(Complaint.formatWithoutDate.with(arguments).at(format.keyPosition))
        }
        if let codes = entry.value.entry("代码") {
            if ![.choice, .flag, .text].contains(type) {
                findings.append(Complaint.codesWithoutChoice.with(arguments).at(codes.keyPosition))
            } else if type == .flag {
                let odd = (codes.value.entries ?? []).filter { !["是", "否"].contains($0.value.text ?? "") }
                findings += odd.map {
                    Complaint.codeOfNoFlag.with(["value": $0.value.text ?? "", "code": $0.key]).at($0.value.position)
                }
            }
        }
        if let values = entry.value.entry("取值"), type != .choice {
            findings.append(Complaint.valuesOfNoChoice.with(arguments).at(values.keyPosition))
        }
        return findings
    }

    private static func whenNotRecorded(_ node: YAMLNode?, _ fields: [YAMLNode.Entry]) -> [Finding] {
        let names = fields.map(\.key)
        return (node?.entries ?? []).filter { !names.contains($0.key) }.map { entry in
            Complaint.meaningOfNoField.suggesting(NearestName.to(entry.key, among: names), or: names)
                .with(["name": entry.key]).at(entry.keyPosition)
        }
    }

    /// How old a record may be can only be told where a column says how old it is.
    private static func age(_ resource: YAMLNode) -> [Finding] {
        guard let valid = resource.entry("有效"), resource["更新时间"] == nil else { return [] }
        return [Complaint.validityWithoutTime.at(valid.keyPosition)]
    }
}

extension Complaint {
    static let noSubjectColumn = Complaint(
        "department.noSubjectColumn", zh: "没有写“键”：申请人的号码在哪一列",
        en: "“键” is missing: the column in which the person's number stands",
        adviceZH: "写“键: { 证件号码: 列名 }”——平台要用它核对查回的记录是不是申请人本人的",
        adviceEN: "write 键: { 证件号码: column }: each record is checked to be the applicant's")
    fileprivate static let databaseKeyMissing = Complaint(
        "department.databaseKeyMissing", zh: "{kind} 的连接没有写“{key}”", en: "A connection of {kind} lacks {key}",
        adviceZH: "加上“{key}”：SQLite 要文件；PostgreSQL 要服务器、库、用户，核对证书时还要根证书文件",
        adviceEN: "add {key}: SQLite needs 文件; PostgreSQL needs 服务器, 库, 用户 and, to check its certificate, 根证书文件")
    fileprivate static let sourceNameTaken = Complaint(
        "department.nameTaken", zh: "“{name}”已经写在 {other}", en: "“{name}” is already described at {other}",
        adviceZH: "换一个名称：同名的只会读到一个", adviceEN: "choose another name: only one of them would be read")
    fileprivate static let wrongCheckCharacter = Complaint(
        "department.wrongCheckCharacter", zh: "统一社会信用代码“{value}”和最后一位校验码对不上",
        en: "The check character of the credit code {value} is wrong",
        adviceZH: "对照部门的登记证书逐位核对", adviceEN: "compare it with the department's certificate")
    fileprivate static let badCreditCode = Complaint(
        "department.badCreditCode", zh: "“{value}”不是统一社会信用代码", en: "{value} is no unified social credit code",
        adviceZH: "写 18 位数字和大写字母（没有 I、O、S、V、Z）", adviceEN: "write 18 digits and capitals (no I, O, S, V, Z)")
    fileprivate static let conditionalWithoutCondition = Complaint(
        "department.conditionalWithoutCondition", zh: "有条件共享，没有写条件或者依据",
        en: "有条件共享 without its condition or its legal basis",
        adviceZH: "写“条件: …, 依据: …”：凭什么规定、在什么情况下才共享",
        adviceEN: "write 条件 and 依据: on which condition it is shared, by what law")
    fileprivate static let conditionOfUnconditional = Complaint(
        "department.conditionOfUnconditional", zh: "无条件共享，却写了条件", en: "无条件共享 with a condition",
        adviceZH: "去掉“条件”，或者写“类型: 有条件共享”和依据", adviceEN: "remove 条件, or write 类型: 有条件共享 and its basis")
    fileprivate static let dateWithoutFormat = Complaint(
        "department.dateWithoutFormat", zh: "“{name}”是日期，没有写怎样写的", en: "“{name}” is a day without a format",
        adviceZH: "加上“格式: yyyy-MM-dd”（照部门实际的写法）", adviceEN: "add 格式: yyyy-MM-dd, as the department writes it")
    fileprivate static let formatWithoutDate = Complaint(
        "department.formatWithoutDate", zh: "“{name}”是“{type}”，不用写格式", en: "“{name}” is {type} and has no format",
        adviceZH: "去掉“格式”，或者写“类型: 日期”", adviceEN: "remove 格式, or write 类型: 日期")
    fileprivate static let codesWithoutChoice = Complaint(
        "department.codesWithoutChoice", zh: "“{name}”是“{type}”，没有代码对照", en: "“{name}” is {type}, which has no codes",
        adviceZH: "去掉“代码”，或者写“类型: 选项”", adviceEN: "remove 代码, or write 类型: 选项")
    fileprivate static let codeOfNoFlag = Complaint(
        "department.codeOfNoFlag", zh: "代码“{code}”的意思写的是“{value}”", en: "The code {code} is said to mean “{value}”",
        adviceZH: "类型“是否”的代码只对到“是”或“否”；别的写“类型: 选项”",
        adviceEN: "codes of 是否 mean 是 or 否; for anything else write 类型: 选项")
    fileprivate static let valuesOfNoChoice = Complaint(
        "department.valuesOfNoChoice", zh: "“{name}”写了取值，类型却是“{type}”", en: "“{name}” has values but is {type}",
        adviceZH: "写“类型: 选项”，或者去掉“取值”", adviceEN: "write 类型: 选项, or remove 取值")
    fileprivate static let meaningOfNoField = Complaint(
        "department.meaningOfNoField", zh: "“查无记录”里的“{name}”不是这个资源的字段", en: "“{name}” in 查无记录 is no field of it",
        adviceZH: "有的字段：{words}", adviceEN: "it holds: {words}")
    fileprivate static let fileWithoutEncoding = Complaint(
        "department.fileWithoutEncoding", zh: "CSV 文件没有写编码", en: "A CSV file without its encoding",
        adviceZH: "加上“编码: UTF-8”，或者 GB18030、GBK（照部门实际的写法）", adviceEN: "add 编码: UTF-8, GB18030 or GBK")
    fileprivate static let encodingOfWorkbook = Complaint(
        "department.encodingOfWorkbook", zh: "Excel 文件不用写编码", en: "An Excel workbook has no encoding",
        adviceZH: "去掉“编码”，或者写“种类: CSV”", adviceEN: "remove 编码, or write 种类: CSV")
    fileprivate static let sheetOfTextFile = Complaint(
        "department.sheetOfTextFile", zh: "CSV 文件没有工作表", en: "A CSV file has no sheets",
        adviceZH: "去掉“工作表”，或者写“种类: Excel”", adviceEN: "remove 工作表, or write 种类: Excel")
    fileprivate static let readBackWithoutDays = Complaint(
        "department.readBackWithoutDays", zh: "对账的查询没有限定日期，每天都会读出全部登记",
        en: "the query of 对账 is not bounded by days: it would give all that was ever registered",
        adviceZH: "加上条件：送达时间所在的列 >= :自 且 < :至", adviceEN: "add: the column of 送达时间 >= :自 and < :至")
    fileprivate static let readBackWithoutTime = Complaint(
        "department.readBackWithoutTime", zh: "写了对账，没有写送达时间的格式", en: "对账 without the format of 送达时间",
        adviceZH: "在回写的“格式”里加上“送达时间: yyyy-MM-dd HH:mm:ss”（照部门实际的写法）",
        adviceEN: "add 送达时间: with its format to 格式 of 回写")
    fileprivate static let correctionOfNothing = Complaint(
        "department.correctionOfNothing", zh: "更正没有写明更正的是哪一条登记", en: "更正 does not say which registration it corrects",
        adviceZH: "在“写入”里用“:原事件编号”或者“:原受理号”", adviceEN: "use :原事件编号 or :原受理号 in it")
    fileprivate static let validityWithoutTime = Complaint(
        "department.validityWithoutTime", zh: "写了“有效”，没有写“更新时间”，多旧都会当作有效",
        en: "有效 without 更新时间: records of any age would count",
        adviceZH: "加上“更新时间: { 列: 列名, 格式: yyyy-MM-dd }”，或者去掉“有效”",
        adviceEN: "add 更新时间: with the column and its format, or remove 有效")
}
