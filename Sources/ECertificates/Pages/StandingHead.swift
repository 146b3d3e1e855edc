import Kernel
import Web

/// 核验结论 — what a checker reads first: genuine or not known, how it stands and since when, and what to do.
struct StandingHead: Component {
    let standing: CertificateStanding?

    /// - Parameter standing: `nil` where there is no such certificate.
    init(_ standing: CertificateStanding?) { self.standing = standing }

    func html(in context: PageContext) -> HTML {
        guard let standing else {
            return head("unknown", .search, CertificatePagesCopy.unknown, CertificatePagesCopy.unknownText, context)
        }
        let finding = standing.finding(day: context.dayText)
        return standing.isValid
            ? head("yes", .check, finding, standing.advice, context)
            : head("no", .cross, finding, standing.advice, context)
    }

    private func head(
        _ style: String, _ icon: Icon, _ word: Phrase, _ advice: Phrase, _ context: PageContext
    ) -> HTML {
        """
        <div class="verify-head verify-\(style)"><span class="verify-mark">\(icon.html)</span>\
        <div><p class="quiet">\(context.say(CertificatePagesCopy.verifyTitle))</p><h1>\(context.say(word))</h1></div></div>\
        <p class="lead">\(context.say(advice))</p>
        """
    }
}
