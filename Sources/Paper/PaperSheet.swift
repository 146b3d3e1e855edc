import CPango

/// 纸面 — one sheet of paper, in millimetres from its upper left corner. Confined to the call that draws it.
package final class PaperSheet {
    /// Fonts in the order in which they are asked for a character. All have TrueType outlines: of fonts with CFF outlines
    /// cairo 1.16 loses single characters (of Noto Sans CJK the character 如).
    static let families = ["LXGW WenKai", "HanaMinA", "HanaMinB"]
    static let pointsPerMillimetre = 72 / 25.4

    let context: OpaquePointer
    private let surface: OpaquePointer
    private let sink = Sink()
    private var unknownGlyphs = 0
    package let width: Double
    package let height: Double

    /// - Parameters:
    ///   - width: millimetres.
    ///   - title: stands in the document's properties.
    /// - Throws: `PaperFault.noFont` where the first family is not installed.
    package init(width: Double, height: Double, title: String, author: String) throws(PaperFault) {
        let write: cairo_write_func_t = { sink, bytes, count in
            guard let sink, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
            Unmanaged<Sink>.fromOpaque(sink).takeUnretainedValue().bytes +=
                UnsafeBufferPointer(start: bytes, count: Int(count))
            return CAIRO_STATUS_SUCCESS
        }
        let scale = Self.pointsPerMillimetre
        guard
            let surface = cairo_pdf_surface_create_for_stream(
                write, Unmanaged.passUnretained(sink).toOpaque(), width * scale, height * scale),
            let context = cairo_create(surface)
        else { throw .notDrawn }
        (self.surface, self.context, self.width, self.height) = (surface, context, width, height)
        // Of this version, whatever the library's own: its table of objects is plain text, which a seal continues.
        cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, author)
        cairo_scale(context, scale, scale)
        guard Self.isInstalled(Self.families[0], context) else { throw .noFont(Self.families[0]) }
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// Ends the sheet.
    /// - Returns: the PDF.
    /// - Throws: `PaperFault.noGlyph` where a character could not be drawn: a document with a hole in it never leaves.
    package func finish() throws(PaperFault) -> [UInt8] {
        cairo_show_page(context)
        cairo_surface_finish(surface)
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, cairo_status(context) == CAIRO_STATUS_SUCCESS
        else { throw .notDrawn }
        guard unknownGlyphs == 0 else { throw .noGlyph(unknownGlyphs) }
        return sink.bytes
    }

    /// How a text is set.
    package struct TextStyle: Sendable {
        /// Height of a full-width character, in millimetres.
        let size: Double
        let isBold: Bool
        let ink: Ink
        let alignment: Alignment
        /// Line to line, as a multiple of the size.
        let leading: Double

        package enum Alignment: Sendable { case start, middle, end }

        package init(
            _ size: Double, isBold: Bool = false, ink: Ink = .black, alignment: Alignment = .start,
            leading: Double = 1.6
        ) {
            self.size = size
            self.isBold = isBold
            self.ink = ink
            self.alignment = alignment
            self.leading = leading
        }
    }

    /// Sets a text, broken into lines of this width.
    /// - Parameter isDrawn: false to measure only.
    /// - Returns: its height.
    @discardableResult
    package func text(
        _ text: String, _ style: TextStyle, x: Double, y: Double, width: Double, isDrawn: Bool = true
    ) -> Double {
        guard let layout = layout(text, style) else { return 0 }
        defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
        pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
        var (columns, rows) = (Int32(0), Int32(0))
        pango_layout_get_size(layout, &columns, &rows)
        let height = Double(rows) / Double(PANGO_SCALE)
        guard isDrawn else { return height }
        unknownGlyphs += Int(pango_layout_get_unknown_glyphs_count(layout))
        setInk(style.ink)
        cairo_move_to(context, x, y)
        pango_cairo_show_layout(context, layout)
        return height
    }

    /// How wide a text is on one line, in millimetres.
    func width(of text: String, _ style: TextStyle) -> Double {
        guard let layout = layout(text, style) else { return 0 }
        defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
        var (columns, rows) = (Int32(0), Int32(0))
        pango_layout_get_size(layout, &columns, &rows)
        return Double(columns) / Double(PANGO_SCALE)
    }

    /// Ends a page and begins the next.
    func turn() { cairo_show_page(context) }

    /// A layout of a text without a width: the caller releases it.
    func layout(_ text: String, _ style: TextStyle) -> OpaquePointer? {
        guard let layout = pango_cairo_create_layout(context), let font = pango_font_description_new() else {
            return nil
        }
        defer { pango_font_description_free(font) }
        pango_font_description_set_family(font, Self.families.joined(separator: ","))
        pango_font_description_set_weight(font, style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        // The context is scaled to millimetres, so that a device unit is one of them.
        pango_font_description_set_absolute_size(font, style.size * Double(PANGO_SCALE))
        pango_layout_set_font_description(layout, font)
        // Places of characters are not rounded to whole units, which here are millimetres.
        pango_context_set_round_glyph_positions(pango_layout_get_context(layout), 0)
        pango_layout_context_changed(layout)
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        pango_layout_set_alignment(
            layout,
            style.alignment == .start
                ? PANGO_ALIGN_LEFT : style.alignment == .end ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_CENTER)
        pango_layout_set_line_spacing(layout, Float(style.leading / 1.2))
        pango_layout_set_text(layout, text, -1)
        return layout
    }

    func countUnknown(_ layout: OpaquePointer) { unknownGlyphs += Int(pango_layout_get_unknown_glyphs_count(layout)) }

    func setInk(_ ink: Ink) { cairo_set_source_rgb(context, ink.red, ink.green, ink.blue) }

    private static func isInstalled(_ family: String, _ context: OpaquePointer) -> Bool {
        guard let fonts = pango_cairo_create_context(context), let wanted = pango_font_description_new() else {
            return false
        }
        defer {
            g_object_unref(UnsafeMutableRawPointer(fonts))
            pango_font_description_free(wanted)
        }
        pango_font_description_set_family(wanted, family)
        guard let font = pango_context_load_font(fonts, wanted) else { return false }
        defer { g_object_unref(UnsafeMutableRawPointer(font)) }
        guard let found = pango_font_describe(font) else { return false }
        defer { pango_font_description_free(found) }
        return pango_font_description_get_family(found).map { String(cString: $0) } == family
    }

    /// What cairo has written so far.
    private final class Sink { var bytes: [UInt8] = [] }
}

/// 墨色
package struct Ink: Sendable {
    let red: Double
    let green: Double
    let blue: Double

    private init(_ red: Double, _ green: Double, _ blue: Double) {
        (self.red, self.green, self.blue) = (red, green, blue)
    }

    package static let black = Ink(0.10, 0.13, 0.13)
    package static let grey = Ink(0.33, 0.38, 0.37)
    package static let pale = Ink(0.93, 0.88, 0.84)
    package static let green = Ink(0.04, 0.28, 0.27)
    package static let gold = Ink(0.76, 0.67, 0.45)
    package static let red = Ink(0.70, 0.23, 0.16)
}

/// Why a sheet was not made.
package enum PaperFault: Error, Equatable, Sendable {
    /// The font is not installed on this machine.
    case noFont(String)
    /// So many characters stand in no font.
    case noGlyph(Int)
    case notDrawn
    /// The PDF is built otherwise than a seal can continue.
    case notContinuable
}
