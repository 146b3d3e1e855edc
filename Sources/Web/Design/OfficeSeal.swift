/// 印 — a round stamp with the issuer's name on its arc and our own mark in the middle. It is a picture: what counts is the
/// signature inside the certificate, which the check proves.
package struct OfficeSeal: Component {
    let office: String

    package init(_ office: String) { self.office = office }

    package func html(in _: PageContext) -> HTML {
        let length = min(max(office.count * 15, 60), 225)
        return """
            <svg class="seal" viewBox="0 0 120 120" aria-hidden="true" focusable="false">\
            <defs><path id="seal-arc" d="M21.6 86.500A47 47 0 1 1 98.4 86.5"/></defs>\
            <circle cx="60" cy="60" r="57" stroke-width="3"/><circle cx="60" cy="60" r="52.5" stroke-width=".8"/>\
            <text text-anchor="middle" textLength="\(length)" lengthAdjust="spacing">\
            <textPath href="#seal-arc" startOffset="50%">\(office)</textPath></text>\
            <g transform="translate(36 33)">\(Emblem.lines)</g>\
            <text x="60" y="101" text-anchor="middle">电子凭证</text></svg>
            """
    }
}
