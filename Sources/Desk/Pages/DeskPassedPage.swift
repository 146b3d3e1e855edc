import Cases
import Kernel
import Web

/// 已转出 — where a case went that the officer gave out of hand.
enum DeskPassedPage {
    static func render(_ passed: PassedCase, itemName: String, _ context: PageContext) -> HTML {
        let title = context.say(DeskCopy.passed)
        let head = PageHead(
            "\(title)", lead: context.say(DeskCopy.passedLead), back: .init(context.say(DeskCopy.back), .desk))
        var rows = [
            SummaryList.Row(context.say(DeskCopy.number), "<code>\(passed.number)</code>"),
            .init(context.say(DeskCopy.item), context.chinese(itemName)),
            .init(context.say(DeskCopy.passedTo), context.chinese(passed.receiver)),
            .init(context.say(DeskCopy.passedAt), context.moment(passed.at)),
        ]
        if let reason = passed.reason {
            rows.append(.init(context.say(DeskCopy.handOverReason), context.chinese(reason)))
        }
        let next = ActionButton(context.say(DeskCopy.nextCase), .primary, .link(.desk))
        return PageLayout.page(
            context, title: title,
            main: """
                \(head, in: context)<div class="panel">\(SummaryList(rows), in: context)</div>\
                <p class="quiet">\(context.say(DeskCopy.passedNote))</p><div class="actions">\
                <span data-key="l">\(next, in: context)</span></div>
                """)
    }
}
