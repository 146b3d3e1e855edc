import Kernel
import Paper
import Web

/// One certificate on its sheet.
struct CertificatePaper {
    let certificate: IssuedCertificate
    let layout: CertificateLayout
    let standing: CertificateStanding
    /// Where its code leads.
    let address: String
    /// 加注
    let notes: [String]

    private static let margin = 26.0
    private static let codeSize = 34.0

    func pdf() throws(PaperFault) -> [UInt8] {
        let (width, height) = layout.paper.millimetres
        let sheet = try PaperSheet(
            width: width, height: height, title: certificate.typeName, author: certificate.authority)
        ground(sheet)
        var y = head(sheet)
        let room = height - Self.margin - 62 - y
        // What does not fit is set smaller, down to what can still be read; then it runs into the foot's room.
        let scale = [1, 0.9, 0.8, 0.7].first { body(sheet, y: y, scale: $0, isDrawn: false) <= room } ?? 0.62
        y += body(sheet, y: y, scale: scale, isDrawn: true)
        foot(sheet, y: max(y + 6, height - Self.margin - 54))
        if !standing.isValid { sheet.watermark(standing.word.text(in: .chinese), size: 34, ink: .red) }
        return try sheet.finish()
    }

    private func ground(_ sheet: PaperSheet) {
        if certificate.isSample { sheet.watermark("示例") }
        switch layout.frame {
        case .double:
            sheet.frame(inset: 10, ink: .green, weight: 0.9)
            sheet.frame(inset: 12.5, ink: .gold, weight: 0.35)
        case .single: sheet.frame(inset: 11, ink: .green, weight: 0.6)
        case .none: break
        }
        if certificate.isSample { sheet.mark("示例", x: sheet.width - 40, y: 17, width: 18) }
    }

    /// - Returns: where the body begins.
    private func head(_ sheet: PaperSheet) -> Double {
        let width = sheet.width - 2 * Self.margin
        func line(_ text: String, _ style: PaperSheet.TextStyle, _ y: Double) -> Double {
            y + sheet.text(text, style, x: Self.margin, y: y, width: width)
        }
        var y = line(certificate.authority, .init(5, ink: .green, alignment: .middle), 28)
        y = line(certificate.typeName, .init(10, isBold: true, ink: .green, alignment: .middle, leading: 1.4), y + 1)
        y = line("编号 \(certificate.number)", .init(3.8, ink: .grey, alignment: .middle), y + 1)
        return y + 6
    }

    /// - Returns: its height.
    private func body(_ sheet: PaperSheet, y start: Double, scale: Double, isDrawn: Bool) -> Double {
        let (left, width) = (Self.margin, sheet.width - 2 * Self.margin)
        var y = start
        y += sheet.text(
            "\u{3000}\u{3000}\(certificate.statement)", .init(5.2 * scale, leading: 1.9), x: left, y: y, width: width,
            isDrawn: isDrawn)
        y += 5 * scale
        for (name, value) in rows {
            if isDrawn { sheet.rule(x: left, y: y, width: width) }
            y += 1.6 * scale
            let (label, text) = (PaperSheet.TextStyle(4 * scale, ink: .grey), PaperSheet.TextStyle(4.4 * scale))
            let high = sheet.text(name, label, x: left, y: y, width: 34, isDrawn: isDrawn)
            let wide = sheet.text(value, text, x: left + 36, y: y, width: width - 36, isDrawn: isDrawn)
            y += max(high, wide) + 0.6 * scale
        }
        if isDrawn { sheet.rule(x: left, y: y, width: width) }
        return y - start
    }

    private var rows: [(name: String, value: String)] {
        let fields = certificate.fields.filter { layout.claims?.contains($0.claim) ?? true }
        let order = layout.claims ?? []
        let sorted = fields.sorted {
            (order.firstIndex(of: $0.claim) ?? 0) < (order.firstIndex(of: $1.claim) ?? 0)
        }
        let until = certificate.validUntil.map { [("有效期至", $0.text(in: .chinese))] } ?? []
        return (order.isEmpty ? fields : sorted).map { ($0.label.chinese, $0.printed) } + until
            + notes.map { ("加注", $0) }
    }

    private func foot(_ sheet: PaperSheet, y: Double) {
        let (left, right) = (Self.margin, sheet.width - Self.margin)
        let small = PaperSheet.TextStyle(3, ink: .grey, alignment: .middle, leading: 1.5)
        sheet.code(address, x: left, y: y, size: Self.codeSize)
        var below = y + Self.codeSize
        below += sheet.text("扫一扫，核验真伪", small, x: left, y: below, width: Self.codeSize)
        sheet.text("校验码 \(certificate.checkCode.text)", small, x: left, y: below, width: Self.codeSize)
        let middle = right - 32
        if standing.isValid {
            sheet.seal(certificate.authority, "电子凭证", centreX: middle, centreY: y + 17, radius: 18)
        }
        let sign = PaperSheet.TextStyle(4.6, alignment: .middle)
        let high = sheet.text(certificate.authority, sign, x: middle - 32, y: y + 30, width: 64)
        sheet.text(certificate.issuedOn.text(in: .chinese), sign, x: middle - 32, y: y + 30 + high, width: 64)
        sheet.text(
            "证照标识 \(certificate.nationalID)\n打印件以扫码或者凭编号、校验码核验的结果为准",
            .init(2.5, ink: .grey, alignment: .middle, leading: 1.4), x: 16, y: sheet.height - 23,
            width: sheet.width - 32)
    }

}
