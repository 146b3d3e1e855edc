/// 表格 — rows under named columns; on a narrow screen each row becomes a block with the column's name before each value.
package struct DataTable: Component {
    let caption: String
    let columns: [String]
    let rows: [[HTML]]
    let hidesCaption: Bool

    /// - Parameter hidesCaption: only screen readers get it, where a heading says the same just above.
    package init(caption: String, columns: [String], rows: [[HTML]], hidesCaption: Bool = false) {
        self.caption = caption
        self.columns = columns
        self.rows = rows
        self.hidesCaption = hidesCaption
    }

    package func html(in _: PageContext) -> HTML {
        let head = columns.map { column -> HTML in "<th scope=\"col\" role=\"columnheader\">\(column)</th>" }
        let body = rows.map { row -> HTML in
            let cells = zip(columns, row).map { column, value -> HTML in
                """
                <td role="cell"><span class="cell-name" aria-hidden="true">\(column)</span><span>\(value)</span></td>
                """
            }
            return "<tr role=\"row\">\(cells)</tr>"
        }
        return """
            <table class="table" role="table">\
            <caption\(attribute: "class", hidesCaption ? "unseen" : nil)>\(caption)</caption>\
            <thead role="rowgroup"><tr role="row">\(head)</tr></thead><tbody role="rowgroup">\(body)</tbody></table>
            """
    }
}
