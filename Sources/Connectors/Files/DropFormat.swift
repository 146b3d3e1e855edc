import Exchange

/// 文件种类 — how a department's daily files are written.
enum DropFormat: Sendable {
    case csv(TextEncoding)
    /// An Excel workbook (`.xlsx`): the sheet of a name, or the first one.
    case excel(sheet: String?)

    /// - Throws: `DescriptionError` where the description lacks what its kind needs.
    init(_ connection: Description) throws {
        switch connection["种类"]?.text ?? "CSV" {
        case "Excel": self = .excel(sheet: connection["工作表"]?.text)
        case "CSV":
            let name = try connection.required("编码")
            guard let encoding = TextEncoding(rawValue: name) else {
                let known = TextEncoding.allCases.map(\.rawValue).joined(separator: "、")
                throw DescriptionError(path: "连接.编码", problem: "\(name) 不是 \(known) 之一 (unknown encoding)")
            }
            self = .csv(encoding)
        case let kind: throw DescriptionError(path: "连接.种类", problem: "\(kind) 不是 CSV、Excel 之一 (unknown kind)")
        }
    }
}
