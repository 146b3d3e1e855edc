import CQRencode

/// 二维码 — a QR code (ISO/IEC 18004, error correction M) as SVG, drawn on the server. It holds ASCII only: readers guess
/// wrongly at other bytes, and an address has none.
package struct QRCode: Component {
    let content: String
    let label: String
    private let path: String
    private let size: Int

    /// Modules of silence around it, as the standard asks.
    private static let quietZone = 4

    /// `nil` where the content is empty, not ASCII or too long for a code (2,331 characters).
    /// - Parameter label: says in words what the code leads to.
    package init?(_ content: String, label: String) {
        guard !content.isEmpty, content.utf8.allSatisfy({ (32..<127).contains($0) }),
            let code = QRcode_encodeString(content, 0, QR_ECLEVEL_M, QR_MODE_8, 1)
        else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        self.content = content
        self.label = label
        size = width + 2 * QRCode.quietZone
        path = QRCode.outline(UnsafeBufferPointer(start: code.pointee.data, count: width * width), width: width)
    }

    package func html(in _: PageContext) -> HTML {
        """
        <svg class="qr" viewBox="0 0 \(size) \(size)" role="img" aria-label="\(label)" shape-rendering="crispEdges">\
        <path class="qr-paper" d="M0 0h\(size)v\(size)H0z"/><path class="qr-ink" d="\(path)"/></svg>
        """
    }

    /// Dark modules, each run of a row as one rectangle.
    private static func outline(_ modules: UnsafeBufferPointer<UInt8>, width: Int) -> String {
        var path = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                guard modules[row * width + column] & 1 == 1 else {
                    column += 1
                    continue
                }
                let start = column
                while column < width, modules[row * width + column] & 1 == 1 { column += 1 }
                let run = column - start
                path += "M\(start + quietZone) \(row + quietZone)h\(run)v1h-\(run)z"
            }
        }
        return path
    }
}
