import Kernel
import Web

/// 数据质量 of one resource: shares for everybody; counts by outcome and field for officers.
struct QualitySection: Component {
    let quality: ResourceQuality
    /// Of the catalogue; fields stand in its order.
    let fieldNames: [String]
    /// 限额, as it is written.
    let quota: String?
    let audience: ResourceAudience

    func html(in context: PageContext) -> HTML {
        let isOpen = audience == .everyone
        let content: HTML =
            if quality.reads.isEmpty, quality.disputes.isEmpty {
                "<p>\(context.say(QualityCopy.none))</p>\(limit(context), in: context)"
            } else if isOpen {
                shares(context)
            } else {
                "\(shares(context))\(reads(context), in: context)\(fields(context), in: context)"
            }
        let note: HTML = "<p class=\"quiet\">\(context.say(QualityCopy.note))</p>"
        return PageSection(context.say(QualityCopy.title), id: "quality", "\(note)\(content)").html(in: context)
    }

    private func shares(_ context: PageContext) -> HTML {
        func row(_ name: Phrase, _ value: Phrase, _ count: Int?) -> SummaryList.Row? {
            count.map { SummaryList.Row(context.say(name), "\(context.say(value, ["n": String($0)]))") }
        }
        let rows = [
            row(QualityCopy.answeredShare, QualityCopy.percent, quality.answeredPercent),
            row(QualityCopy.usableShare, QualityCopy.percent, quality.usablePercent),
            row(QualityCopy.age, QualityCopy.days, quality.averageAgeDays),
        ].compactMap(\.self)
        let few: HTML? = rows.isEmpty ? "<p>\(context.say(QualityCopy.tooFew))</p>" : nil
        let all = rows + [disputes(context)].compactMap(\.self)
        let list = all.isEmpty ? nil : SummaryList(all)
        return "\(few)\(list, in: context)\(limit(context), in: context)"
    }

    private func disputes(_ context: PageContext) -> SummaryList.Row? {
        guard !quality.disputes.isEmpty, audience == .officers else { return nil }
        let counts = FactDispute.State.allCases.reduce(into: [String: String]()) {
            $0[$1.rawValue] = String(quality.disputes[$1, default: 0])
        }
        return SummaryList.Row(
            context.say(QualityCopy.disputes), "\(context.say(QualityCopy.disputesText, counts))")
    }

    /// How much of the day's limit is used is for those who can ask for more.
    private func limit(_ context: PageContext) -> SummaryList? {
        guard let quota, audience == .officers else { return nil }
        let words = context.say(
            QualityCopy.quotaUsed, ["quota": quota, "n": String(quality.usedToday ?? 0)])
        return SummaryList([SummaryList.Row(context.say(QualityCopy.quota), "\(words)")])
    }

    private func reads(_ context: PageContext) -> DataTable {
        DataTable(
            caption: context.say(QualityCopy.reads),
            columns: [context.say(QualityCopy.outcome), context.say(QualityCopy.times)],
            rows: ReadOutcome.allCases.compactMap { outcome in
                quality.reads[outcome].map { ["\(context.say(QualityCopy.word(outcome)))", "\(String($0))"] }
            })
    }

    private func fields(_ context: PageContext) -> DataTable? {
        let reasons: [FactAbsence] = [.notRecorded, .empty, .malformed, .stale, .contradictory]
        let names =
            fieldNames.filter { quality.fields[$0] != nil }
            + quality.fields.keys.filter { !fieldNames.contains($0) }.sorted()
        guard !names.isEmpty else { return nil }
        let rows = names.map { name -> [HTML] in
            let field = quality.fields[name] ?? ResourceQuality.Field()
            return [context.chinese(name), "\(String(field.known))"]
                + reasons.map { "\(String(field.unknown[$0, default: 0]))" }
                + [field.averageAgeDays.map { "\(context.say(QualityCopy.days, ["n": String($0)]))" } ?? "—"]
        }
        let columns = [ResourceCopy.field, QualityCopy.known] + reasons.map(QualityCopy.word) + [QualityCopy.age]
        return DataTable(
            caption: context.say(QualityCopy.byField), columns: columns.map { context.say($0) }, rows: rows)
    }
}
