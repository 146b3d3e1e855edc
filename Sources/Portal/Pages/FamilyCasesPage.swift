import Cases
import Identity
import Kernel
import Web

/// 家人的办件 — how the cases of somebody else stand, for whoever he lets see them.
enum FamilyCasesPage {
    static func render(_ seen: SeeCases.Seen, _ context: PageContext) -> HTML {
        let title = context.say(OpenPagesCopy.casesOf, ["name": seen.mandate.principal.name])
        let head = PageHead(
            "\(title)", lead: context.say(OpenPagesCopy.casesOfLead),
            back: .init(context.say(OpenPagesCopy.mandates), .mandates))
        return PageLayout.page(
            context, title: title, width: .wide, main: "\(head, in: context)\(table(seen, title, context))")
    }

    private static func table(_ seen: SeeCases.Seen, _ title: String, _ context: PageContext) -> HTML {
        guard !seen.cases.isEmpty else { return "<p>\(context.say(OpenPagesCopy.noCases))</p>" }
        let rows = seen.cases.map { file, item -> [HTML] in
            let due: HTML = file.dueOn.map { context.day($0) } ?? "—"
            return [
                context.chinese(item), "\(file.number)", "\(context.say(file.status.words))",
                context.moment(file.receivedAt), due,
            ]
        }
        let columns = [
            OpenPagesCopy.caseItem, OpenPagesCopy.caseNumber, OpenPagesCopy.caseStatus, OpenPagesCopy.caseReceived,
            OpenPagesCopy.caseDue,
        ]
        return DataTable(
            caption: title, columns: columns.map { context.say($0) }, rows: rows, hidesCaption: true
        ).html(in: context)
    }
}

extension CaseStatus {
    /// For somebody who may know how a case stands, and no more.
    fileprivate var words: Phrase {
        switch self {
        case .inReview: OpenPagesCopy.caseInReview
        case .correctionAsked: OpenPagesCopy.caseWaits
        case .granted: OpenPagesCopy.caseGranted
        case .refused: OpenPagesCopy.caseRefused
        }
    }
}
