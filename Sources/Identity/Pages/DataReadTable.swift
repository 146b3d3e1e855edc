package import Kernel
import Web

/// 用数记录 — one look-up of a person's data.
package struct DataReadLine: Sendable {
    let at: Instant
    /// Who looked: `惠民互动平台`, `惠民区民政局 张某`.
    let reader: String
    /// What was read: `公安 人口信息（姓名、出生日期）`.
    let what: String
    /// For what: `高龄津贴 申请`.
    let purpose: String

    package init(at: Instant, reader: String, what: String, purpose: String) {
        self.at = at
        self.reader = reader
        self.what = what
        self.purpose = purpose
    }
}

/// The look-ups as a table, or a kind word that there are none.
struct DataReadTable: Component {
    let reads: [DataReadLine]

    init(_ reads: [DataReadLine]) { self.reads = reads }

    func html(in context: PageContext) -> HTML {
        guard !reads.isEmpty else {
            return EmptyState(
                .shield, context.say(IdentityCopy.noReads), advice: context.say(IdentityCopy.noReadsText)
            ).html(in: context)
        }
        let columns = [
            IdentityCopy.readWhen, IdentityCopy.readBy, IdentityCopy.readWhat, IdentityCopy.readWhy,
        ].map { context.say($0) }
        let rows = reads.map { read -> [HTML] in
            [
                context.moment(read.at), context.chinese(read.reader), context.chinese(read.what),
                context.chinese(read.purpose),
            ]
        }
        let table = DataTable(
            caption: context.say(IdentityCopy.reads), columns: columns, rows: rows, hidesCaption: true)
        return "<p class=\"quiet\">\(context.say(IdentityCopy.readsLead))</p>\(table, in: context)"
    }
}
