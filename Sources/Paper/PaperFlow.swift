/// 长文 — text and tables that run over as many A4 pages as they need, with the number of the page at its foot. Confined to the
/// call that writes it.
package final class PaperFlow {
    private static let margin = 18.0
    private static let bottom = 24.0
    private static let body = PaperSheet.TextStyle(3.6, leading: 1.5)
    private static let quiet = PaperSheet.TextStyle(3.2, ink: .grey, leading: 1.5)
    private static let columnHead = PaperSheet.TextStyle(3.2, ink: .grey, leading: 1.4)
    private static let gap = 3.0

    private let sheet: PaperSheet
    private let foot: String
    private var page = 1
    private var y = 20.0

    private var width: Double { sheet.width - 2 * Self.margin }
    private var room: Double { sheet.height - Self.bottom - y }

    /// - Parameter foot: stands at the foot of each page, before its number.
    /// - Throws: `PaperFault.noFont` where the font is not installed.
    package init(title: String, author: String, foot: String) throws(PaperFault) {
        sheet = try PaperSheet(width: 210, height: 297, title: title, author: author)
        self.foot = foot
    }

    package func title(_ text: String) { block(text, .init(7, isBold: true, ink: .green, leading: 1.4), after: 3) }

    /// A heading with a rule below it; it never stands alone at the end of a page.
    package func section(_ text: String) {
        turn(unlessRoomFor: 32)
        y += 5
        block(text, .init(5, isBold: true, ink: .green, leading: 1.4), after: 1)
        sheet.rule(x: Self.margin, y: y, width: width)
        y += 3
    }

    package func heading(_ text: String) {
        turn(unlessRoomFor: 24)
        y += 2
        block(text, .init(4, isBold: true, leading: 1.4), after: 1.5)
    }

    package func paragraph(_ text: String, isQuiet: Bool = false) {
        block(text, isQuiet ? Self.quiet : Self.body, after: 2)
    }

    /// Names with their values.
    package func pairs(_ pairs: [(name: String, value: String)]) {
        for (name, value) in pairs { row([name, value], widths: [42, width - 42 - Self.gap], Self.body) }
        y += 2
    }

    /// A table; its head is said again on each page that it runs over.
    package func table(_ columns: [String], _ rows: [[String]]) {
        let widths = share(columns, rows)
        row(columns, widths: widths, Self.columnHead)
        for cells in rows {
            let before = page
            turn(unlessRoomFor: min(height(cells, widths, Self.body) + 2, 200))
            if page != before { row(columns, widths: widths, Self.columnHead) }
            row(cells, widths: widths, Self.body)
        }
        y += 3
    }

    /// Ends the last page.
    /// - Throws: `PaperFault` where something could not be drawn.
    package func finish() throws(PaperFault) -> [UInt8] {
        number()
        return try sheet.finish()
    }

    // MARK: Lines

    private func block(_ text: String, _ style: PaperSheet.TextStyle, after: Double) {
        turn(unlessRoomFor: sheet.text(text, style, x: 0, y: 0, width: width, isDrawn: false))
        y += sheet.text(text, style, x: Self.margin, y: y, width: width) + after
    }

    private func height(_ cells: [String], _ widths: [Double], _ style: PaperSheet.TextStyle) -> Double {
        zip(cells, widths).map { sheet.text($0, style, x: 0, y: 0, width: $1, isDrawn: false) }.max() ?? 0
    }

    /// One line of cells; a cell that is longer than a page is said as far as a page goes, on a page of its own.
    private func row(_ cells: [String], widths: [Double], _ style: PaperSheet.TextStyle) {
        let high = height(cells, widths, style)
        turn(unlessRoomFor: high + 2)
        var x = Self.margin
        for (cell, wide) in zip(cells, widths) {
            sheet.text(cell, style, x: x, y: y, width: wide)
            x += wide + Self.gap
        }
        y += high + 1
        sheet.rule(x: Self.margin, y: y, width: width, ink: .pale)
        y += 1
    }

    /// The width shared out by what the columns hold, none of them narrower than a date.
    private func share(_ columns: [String], _ rows: [[String]]) -> [Double] {
        let free = width - Self.gap * Double(columns.count - 1)
        let wanted = columns.indices.map { index -> Double in
            let longest = ([columns[index]] + rows.compactMap { index < $0.count ? $0[index] : nil })
                .max { $0.unicodeScalars.count < $1.unicodeScalars.count }
            return min(max(sheet.width(of: longest ?? "", Self.body) + 1, 16), 90)
        }
        let sum = wanted.reduce(0, +)
        return wanted.map { $0 * free / sum }
    }

    // MARK: Pages

    private func turn(unlessRoomFor height: Double) {
        guard height > room, y > 20 else { return }
        number()
        sheet.turn()
        page += 1
        y = 20
    }

    private func number() {
        let style = PaperSheet.TextStyle(2.8, ink: .grey, leading: 1.2)
        sheet.text(foot, style, x: Self.margin, y: sheet.height - 16, width: width - 20)
        sheet.text(
            String(page), .init(2.8, ink: .grey, alignment: .end, leading: 1.2), x: sheet.width - Self.margin - 20,
            y: sheet.height - 16, width: 20)
    }
}
