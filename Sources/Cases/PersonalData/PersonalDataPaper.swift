import Identity
import Kernel
import Paper
import Web

/// 我的全部数据 — the same on paper: a PDF to keep, to send or to print.
struct PersonalDataPaper {
    let document: PersonalDataDocument
    let context: PageContext

    /// - Throws: `Rejection` where this server cannot draw it: the font, or a character in every font, is missing.
    func pdf() throws -> [UInt8] {
        do throws(PaperFault) { return try drawn() } catch { throw PersonalDataCopy.noPaper }
    }

    private func drawn() throws(PaperFault) -> [UInt8] {
        let title = context.say(PersonalDataCopy.title)
        let paper = try PaperFlow(
            title: title, author: document.data.person.name,
            foot: "\(title)　\(context.say(PersonalDataCopy.asOf)) \(context.momentText(document.data.at))")
        paper.title(title)
        paper.paragraph("\(context.say(PersonalDataCopy.asOf)) \(context.momentText(document.data.at))")
        paper.paragraph(context.say(PersonalDataCopy.masked), isQuiet: true)
        for section in document.sections {
            paper.section(context.say(section.title))
            for part in section.parts { draw(part, on: paper) }
        }
        return try paper.finish()
    }

    private func draw(_ part: PersonalDataDocument.Part, on paper: PaperFlow) {
        switch part {
        case .heading(let words): paper.heading(context.text(words))
        case .line(let words): paper.paragraph(words.map { context.text($0) }.joined(separator: " "))
        case .pairs(let pairs): paper.pairs(pairs.map { (context.text($0.name), context.text($0.value)) })
        case .table(_, let columns, let rows):
            paper.table(columns.map { context.say($0) }, rows.map { row in row.map { context.text($0) } })
        }
    }
}
