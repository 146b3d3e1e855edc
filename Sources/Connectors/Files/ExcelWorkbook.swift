import Decisions
import Kernel

/// 工作簿 — the sheets of an Excel workbook (ECMA-376, ISO/IEC 29500) as rows of texts: what a person sees in a cell, without colour
/// and without formulas.
struct ExcelWorkbook {
    private static let columnsMax = 1000
    /// Of all rows together, empty ones in between included.
    private static let cellsMax = 8_000_000

    private let archive: UnpackingBudget
    private let sheets: [(name: String, path: String)]
    private let shared: [String]
    private let styles: ExcelStyles
    private let dates: ExcelDates

    init(_ bytes: [UInt8]) throws(DailyDrop.Fault) {
        let archive = UnpackingBudget(try ZipArchive(bytes))
        self.archive = archive
        let root = try Self.relations(of: "", in: archive)
        guard let path = root.first(where: { $0.kind == "officeDocument" })?.target else {
            throw .noWorkbook("no workbook in it")
        }
        let book = try Self.document(path, in: archive)
        let related = try Self.relations(of: path, in: archive)
        sheets = (book.child("sheets")?.children("sheet") ?? []).compactMap { sheet in
            let id = sheet.attributes.first { $0.name.local == "id" && !$0.name.namespace.isEmpty }?.value
            return related.first { $0.id == id }.map { (sheet["name"] ?? "", $0.target) }
        }
        let isOf1904 = ["1", "true"].contains(book.child("workbookPr")?["date1904"] ?? "")
        dates = ExcelDates(isOf1904: isOf1904)
        if let strings = related.first(where: { $0.kind == "sharedStrings" })?.target {
            shared = try Self.document(strings, in: archive).children("si").map(Self.text)
        } else {
            shared = []
        }
        if let formats = related.first(where: { $0.kind == "styles" })?.target {
            styles = ExcelStyles(try Self.document(formats, in: archive))
        } else {
            styles = ExcelStyles()
        }
    }

    /// The rows of a sheet, or of the first one; cells without a value are `nil`. No row is wider than the first: what stands
    /// under no header has no name.
    func rows(ofSheet name: String?) throws(DailyDrop.Fault) -> [[String?]] {
        guard let sheet = name.map({ name in sheets.first { $0.name == name } }) ?? sheets.first else {
            throw .noWorkbook(name == nil ? "no sheet" : "no sheet of that name")
        }
        let document = try Self.document(sheet.path, in: archive)
        var (rows, room) = ([[String?]](), Self.cellsMax)
        for row in document.child("sheetData")?.children("row") ?? [] {
            let cells = try cells(of: row, width: rows.first?.count ?? Self.columnsMax)
            room -= cells.count
            guard room >= 0 else { throw .tooLarge }
            rows.append(cells)
        }
        return rows
    }

    private func cells(of row: XMLElement, width: Int) throws(DailyDrop.Fault) -> [String?] {
        var cells: [String?] = []
        var next = 0
        for cell in row.children("c") {
            let column = cell["r"].flatMap(Self.column) ?? next
            guard column < Self.columnsMax else { throw .tooLarge }
            next = column + 1
            guard column < width else { continue }
            while cells.count <= column { cells.append(nil) }
            cells[column] = text(of: cell)
        }
        return cells
    }

    /// What stands in a cell; `nil` where nothing does, and where it is an error such as `#N/A`.
    private func text(of cell: XMLElement) -> String? {
        let value = cell.child("v")?.text
        switch cell["t"] ?? "n" {
        case "s": return value.flatMap { Int($0) }.flatMap { shared.indices.contains($0) ? shared[$0] : nil }
        case "inlineStr": return cell.child("is").map(Self.text)
        case "str", "d": return value
        case "b": return value.map { ["1", "true"].contains($0) ? "是" : "否" }
        case "n":
            guard let value, !value.isEmpty else { return nil }
            let form = cell["s"].flatMap { Int($0) }.flatMap(styles.dateForm)
            return form.map { dates.text(value, $0) } ?? ExcelNumber.text(value)
        default: return nil
        }
    }

    /// Text with its runs (富文本), without the reading aids beside it.
    private static func text(_ element: XMLElement) -> String {
        if let plain = element.child("t") { return plain.text }
        return element.children("r").compactMap { $0.child("t")?.text }.joined()
    }

    /// `BC23` stands in the 55th column, which is number 54.
    private static func column(_ reference: String) -> Int? {
        let letters = reference.utf8.prefix { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        guard (1...3).contains(letters.count) else { return nil }
        return letters.reduce(0) { $0 * 26 + Int($1 - 64) } - 1
    }
}

extension ExcelWorkbook {
    private typealias Relation = (id: String, kind: String, target: String)

    /// What a part of the workbook refers to, by the last word of its kind.
    private static func relations(of path: String, in archive: UnpackingBudget) throws(DailyDrop.Fault) -> [Relation] {
        let parts = path.split(separator: "/").map(String.init)
        let folder = parts.dropLast().joined(separator: "/")
        let name = (folder.isEmpty ? "" : folder + "/") + "_rels/\(parts.last ?? "").rels"
        return try document(name, in: archive).children("Relationship").compactMap { relation in
            guard let id = relation["Id"], let type = relation["Type"],
                let target = relation["Target"], relation["TargetMode"] != "External"
            else { return nil }
            let kind = type.split(separator: "/").last.map(String.init) ?? ""
            return (id, kind, resolved(target, in: folder))
        }
    }

    private static func resolved(_ target: String, in folder: String) -> String {
        if target.hasPrefix("/") { return String(target.dropFirst()) }
        var parts = folder.split(separator: "/").map(String.init)
        for part in target.split(separator: "/").map(String.init) {
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }

    private static func document(_ name: String, in archive: UnpackingBudget) throws(DailyDrop.Fault) -> XMLElement {
        guard let bytes = try archive.file(name) else { throw .noWorkbook("\(name) is missing") }
        var limits = XMLReader.Limits()
        limits.bytesMax = ZipArchive.entryBytesMax
        limits.elementsMax = 4_000_000
        do throws(XMLError) { return try XMLReader.read(bytes, limits: limits) } catch {
            throw error.code == "xml.tooLarge" ? .tooLarge : .noWorkbook("\(name): \(error.code)")
        }
    }
}
