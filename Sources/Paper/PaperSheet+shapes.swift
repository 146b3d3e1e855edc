import CPango
import CQRencode

extension PaperSheet {
    /// A rule from one point to another.
    package func rule(x: Double, y: Double, width: Double, ink: Ink = .gold, weight: Double = 0.2) {
        setInk(ink)
        cairo_set_line_width(context, weight)
        cairo_move_to(context, x, y)
        cairo_line_to(context, x + width, y)
        cairo_stroke(context)
    }

    /// A frame along the edge of the sheet.
    package func frame(inset: Double, ink: Ink, weight: Double) {
        setInk(ink)
        cairo_set_line_width(context, weight)
        cairo_rectangle(context, inset, inset, width - 2 * inset, height - 2 * inset)
        cairo_stroke(context)
    }

    /// A word in a box, such as 示例.
    package func mark(_ word: String, x: Double, y: Double, width: Double) {
        let height = text(word, TextStyle(4, ink: .red, alignment: .middle, leading: 1.2), x: x, y: y, width: width)
        setInk(.red)
        cairo_set_line_width(context, 0.3)
        cairo_rectangle(context, x, y - 0.8, width, height + 1.6)
        cairo_stroke(context)
    }

    /// A large pale word across the sheet, behind what is drawn after it.
    package func watermark(_ word: String, size: Double = 60, ink: Ink = .pale) {
        cairo_save(context)
        cairo_translate(context, width / 2, height / 2)
        cairo_rotate(context, -0.5)
        let reach = width * 2
        let style = TextStyle(size, ink: ink, alignment: .middle, leading: 1.2)
        let high = text(word, style, x: 0, y: 0, width: reach, isDrawn: false)
        text(word, style, x: -reach / 2, y: -high / 2, width: reach)
        cairo_restore(context)
    }

    /// A QR code with its quiet zone, `size` millimetres wide.
    package func code(_ content: String, x: Double, y: Double, size: Double) {
        guard let code = QRcode_encodeString(content, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else { return }
        defer { QRcode_free(code) }
        let count = Int(code.pointee.width)
        let module = size / Double(count + 8)
        setInk(.black)
        for row in 0..<count {
            for column in 0..<count where code.pointee.data[row * count + column] & 1 == 1 {
                cairo_rectangle(
                    context, x + Double(column + 4) * module, y + Double(row + 4) * module, module, module)
            }
        }
        cairo_fill(context)
    }

    /// 印章 — a round seal: a name along its edge, a word below its middle.
    package func seal(_ name: String, _ word: String, centreX: Double, centreY: Double, radius: Double) {
        setInk(.red)
        cairo_set_line_width(context, 0.8)
        cairo_new_sub_path(context)
        cairo_arc(context, centreX, centreY, radius, 0, 2 * Double.pi)
        cairo_stroke(context)
        star(centreX, centreY - radius * 0.05, radius * 0.28)
        text(
            word, TextStyle(radius * 0.19, ink: .red, alignment: .middle, leading: 1.2), x: centreX - radius,
            y: centreY + radius * 0.42, width: 2 * radius)
        let characters = Array(name)
        let size = min(radius * 0.3, 4.2 * radius / Double(max(1, characters.count)))
        let step = min(0.42, 4.6 / Double(max(1, characters.count)))
        for (index, character) in characters.enumerated() {
            let angle = (Double(index) - Double(characters.count - 1) / 2) * step
            letter(String(character), size, centreX, centreY, radius * 0.8, angle)
        }
    }

    /// One character on a circle, standing away from its centre; the angle is from the top, clockwise.
    private func letter(
        _ character: String, _ size: Double, _ x: Double, _ y: Double, _ radius: Double, _ angle: Double
    ) {
        guard let layout = layout(character, TextStyle(size, ink: .red, leading: 1.2)) else { return }
        defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
        countUnknown(layout)
        var (columns, rows) = (Int32(0), Int32(0))
        pango_layout_get_size(layout, &columns, &rows)
        let (wide, high) = (Double(columns) / Double(PANGO_SCALE), Double(rows) / Double(PANGO_SCALE))
        cairo_save(context)
        cairo_translate(context, x, y)
        cairo_rotate(context, angle)
        cairo_move_to(context, -wide / 2, -radius - high / 2)
        setInk(.red)
        pango_cairo_show_layout(context, layout)
        cairo_restore(context)
    }

    private func star(_ x: Double, _ y: Double, _ radius: Double) {
        cairo_save(context)
        cairo_translate(context, x, y)
        for point in 0..<10 {
            let reach = point.isMultiple(of: 2) ? radius : radius * 0.4
            cairo_rotate(context, point == 0 ? 0 : Double.pi / 5)
            if point == 0 { cairo_move_to(context, 0, -reach) } else { cairo_line_to(context, 0, -reach) }
        }
        cairo_close_path(context)
        setInk(.red)
        cairo_fill(context)
        cairo_restore(context)
    }
}
