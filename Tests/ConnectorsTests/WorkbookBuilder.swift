/// An Excel workbook as other programs write it, put together by hand: a zip archive of stored files.
struct WorkbookBuilder {
    /// Rows of cells, each an element `c` with its content.
    var rows: [[String]] = []
    var shared: [String] = []
    /// Number formats by the number of a style.
    var styles: [Int] = [0]
    var customFormats: [(id: Int, code: String)] = []
    var isOf1904 = false
    var sheetName = "账户"
    /// What stands before the root of the sheet.
    var prologue = ""

    static func text(_ text: String) -> String { "<c t=\"inlineStr\"><is><t>\(text)</t></is></c>" }
    static func number(_ text: String, style: Int = 0) -> String { "<c s=\"\(style)\"><v>\(text)</v></c>" }

    var bytes: [UInt8] {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let package = "http://schemas.openxmlformats.org/package/2006/relationships"
        let sheet = rows.map { "<row>\($0.joined())</row>" }.joined()
        let formats = customFormats.map { "<numFmt numFmtId=\"\($0.id)\" formatCode=\"\($0.code)\"/>" }.joined()
        return Self.archive([
            (
                "_rels/.rels",
                """
                <Relationships xmlns="\(package)"><Relationship Id="rId1" Type="\(relations)/officeDocument" \
                Target="xl/workbook.xml"/></Relationships>
                """
            ),
            (
                "xl/workbook.xml",
                """
                <workbook xmlns="\(main)" xmlns:r="\(relations)"><workbookPr date1904="\(isOf1904 ? 1 : 0)"/><sheets>\
                <sheet name="说明" sheetId="1" r:id="rId9"/><sheet name="\(sheetName)" sheetId="2" r:id="rId2"/></sheets></workbook>
                """
            ),
            (
                "xl/_rels/workbook.xml.rels",
                """
                <Relationships xmlns="\(package)"><Relationship Id="rId2" Type="\(relations)/worksheet" \
                Target="worksheets/sheet1.xml"/><Relationship Id="rId9" Type="\(relations)/worksheet" \
                Target="/xl/worksheets/sheet2.xml"/><Relationship Id="rId3" Type="\(relations)/sharedStrings" \
                Target="sharedStrings.xml"/><Relationship Id="rId4" Type="\(relations)/styles" Target="styles.xml"/>\
                </Relationships>
                """
            ),
            ("xl/sharedStrings.xml", "<sst xmlns=\"\(main)\">\(shared.map { "<si>\($0)</si>" }.joined())</sst>"),
            (
                "xl/styles.xml",
                """
                <styleSheet xmlns="\(main)"><numFmts>\(formats)</numFmts><cellXfs>\
                \(styles.map { "<xf numFmtId=\"\($0)\"/>" }.joined())</cellXfs></styleSheet>
                """
            ),
            (
                "xl/worksheets/sheet1.xml",
                "\(prologue)<worksheet xmlns=\"\(main)\"><sheetData>\(sheet)</sheetData></worksheet>"
            ),
            ("xl/worksheets/sheet2.xml", "<worksheet xmlns=\"\(main)\"><sheetData/></worksheet>"),
        ])
    }

    static func archive(_ files: [(name: String, text: String)]) -> [UInt8] {
        var (bytes, directory) = ([UInt8](), [UInt8]())
        for (name, text) in files {
            let (name, content, local) = (Array(name.utf8), Array(text.utf8), bytes.count)
            let common =
                little(20, 2) + little(0, 2) + little(0, 2) + little(0, 4) + little(Int(checksum(content)), 4)
                + little(content.count, 4) + little(content.count, 4) + little(name.count, 2) + little(0, 2)
            bytes += little(0x0403_4B50, 4) + common + name + content
            directory += little(0x0201_4B50, 4) + little(20, 2) + common + little(0, 2) + little(0, 2) + little(0, 2)
            directory += little(0, 4) + little(local, 4) + name
        }
        let start = bytes.count
        bytes += directory + little(0x0605_4B50, 4) + little(0, 4) + little(files.count, 2) + little(files.count, 2)
        return bytes + little(directory.count, 4) + little(start, 4) + little(0, 2)
    }

    private static func little(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
    }
}
