/// 底纹 — the fine interlaced lines of a certificate's paper, as SVG without a picture file: a rosette of turned ellipses
/// and a border of four waves, each a quarter of a period behind the other.
enum Guilloche {
    static let ground: HTML = """
        <svg class="certificate-ground" aria-hidden="true" focusable="false"><defs>\
        \(wave("guilloche-x", transform: "translate(0 7)"))\(wave("guilloche-y", transform: "translate(21 0) rotate(90)"))\
        <ellipse id="guilloche-leaf" class="rosette" rx="250" ry="88"/>\
        <ellipse id="guilloche-bud" class="rosette rosette-2" rx="84" ry="30"/></defs>\
        <svg x="50%" y="46%" overflow="visible">\(rosette("#guilloche-leaf"))\(rosette("#guilloche-bud"))</svg>\
        <rect x="0" y="7" width="100%" height="14" fill="url(#guilloche-x)"/>\
        <svg y="100%" overflow="visible"><rect y="-21" width="100%" height="14" fill="url(#guilloche-x)"/></svg>\
        <rect x="7" y="0" width="14" height="100%" fill="url(#guilloche-y)"/>\
        <svg x="100%" overflow="visible"><rect x="-21" width="14" height="100%" fill="url(#guilloche-y)"/></svg></svg>
        """

    private static func rosette(_ leaf: String) -> HTML {
        stride(from: 0, to: 180, by: 6).map { angle -> HTML in
            "<use href=\"\(leaf)\" transform=\"rotate(\(angle))\"/>"
        }.joined()
    }

    /// One period is 28 wide; the half waves are cubic curves close to a sine.
    private static func wave(_ id: StaticString, transform: StaticString) -> HTML {
        let curves = stride(from: 0, to: 28, by: 7).map { shift -> HTML in
            let style: HTML = shift % 14 == 0 ? "guilloche" : "guilloche guilloche-2"
            let start = shift - 28
            return """
                <path class="\(style)" d="M\(start) 7q7 -12 14 0t14 0 14 0 14 0"/>
                """
        }
        return """
            <pattern id="\(id.description)" width="28" height="14" patternUnits="userSpaceOnUse" \
            patternTransform="\(transform.description)">\(curves)</pattern>
            """
    }
}
