import Kernel
import Web

/// 我的全部数据 — all of it on one page, to read and to print.
struct PersonalDataPage {
    let document: PersonalDataDocument
    let context: PageContext

    var html: HTML {
        let title = context.say(PersonalDataCopy.title)
        let head = PageHead(
            "\(title)", back: .init(context.say(PersonalDataCopy.title), .myData))
        let sections = document.sections.map { section in
            PageSection(context.say(section.title), "\(section.parts.map(html))").html(in: context)
        }
        return PageLayout.page(
            context, title: title, width: .wide,
            main: """
                \(head, in: context)<p>\(context.say(PersonalDataCopy.asOf)) \(context.moment(document.data.at))</p>\
                <p class="quiet">\(context.say(PersonalDataCopy.masked))</p>\
                <div class="actions">\(PrintButton(), in: context)</div>\(sections)
                """)
    }

    private func html(_ part: PersonalDataDocument.Part) -> HTML {
        switch part {
        case .heading(let words): return "<h3>\(html(words))</h3>"
        case .line(let words):
            let first: HTML = words.first.map(html) ?? .empty
            return "<p>\(words.dropFirst().reduce(first) { "\($0) \(html($1))" })</p>"
        case .pairs(let pairs):
            let rows = pairs.map { SummaryList.Row(context.text($0.name), html($0.value)) }
            return SummaryList(rows).html(in: context)
        case .table(let caption, let columns, let rows):
            let cells = rows.map { $0.map(html) }
            return DataTable(
                caption: context.text(caption), columns: columns.map { context.say($0) }, rows: cells,
                hidesCaption: true
            ).html(in: context)
        }
    }

    private func html(_ words: PersonalDataDocument.Words) -> HTML {
        switch words {
        case .chinese(let text): context.chinese(text)
        case .strong(let text): "<b>\(context.chinese(text))</b>"
        case .day(let day): context.day(day)
        case .moment(let moment): context.moment(moment)
        case .ours, .plain: "\(context.text(words))"
        }
    }
}

extension PageContext {
    /// The words without marks.
    func text(_ words: PersonalDataDocument.Words) -> String {
        switch words {
        case .ours(let phrase): say(phrase)
        case .chinese(let text), .strong(let text), .plain(let text): text
        case .day(let day): dayText(day)
        case .moment(let moment): momentText(moment)
        }
    }
}
