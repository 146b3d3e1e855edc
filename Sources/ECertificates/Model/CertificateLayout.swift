/// 版面 — how certificates of a type look on paper: data of the type's file; what is not written follows from the type.
package struct CertificateLayout: Sendable, Equatable {
    package let paper: PaperSize
    package let frame: Frame
    /// The fields that are printed below the sentence, by claim, in this order; `nil` for all.
    package let claims: [String]?

    /// 纸张. Raw values are the words of the file.
    package enum PaperSize: String, CaseIterable, Sendable {
        case portrait = "A4"
        case landscape = "A4 横"

        var millimetres: (width: Double, height: Double) { self == .portrait ? (210, 297) : (297, 210) }
    }

    /// 边框. Raw values are the words of the file.
    package enum Frame: String, CaseIterable, Sendable {
        case double = "双线"
        case single = "单线"
        case none = "无"
    }

    package init(paper: PaperSize = .portrait, frame: Frame = .double, claims: [String]? = nil) {
        self.paper = paper
        self.frame = frame
        self.claims = claims
    }
}
