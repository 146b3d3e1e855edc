import Kernel

/// The catalogue's lists, cards, tables and amounts.
enum CatalogueContent {
    typealias Exhibit = DesignCataloguePage.Exhibit

    static func exhibits(_ context: PageContext) -> [Exhibit] {
        [
            Exhibit("LinkCard", cards(context)), Exhibit("SummaryList", summary(context)),
            Exhibit("Glance", glance(context)), Exhibit("IconList", list(context)),
            Exhibit("DataTable", table(context)),
            Exhibit("MoneyText", money(context)), Exhibit("EmptyState", empty(context)),
        ]
    }

    private static func cards(_ context: PageContext) -> HTML {
        let text: HTML = "\(context.say(CatalogueCopy.sentence))"
        let plain = LinkCard("\(context.say(CatalogueCopy.heading))", .design)
        let full = LinkCard(
            context.chinese("高龄津贴"), .design, text: text, tags: [Tag(context.say(CatalogueCopy.tag), .good)],
            icon: .coin)
        let aCase = CaseCard(
            id: "sample", itemName: "高龄津贴", status: CatalogueCopy.tag, tone: .waiting, submittedOn: sampleDay,
            due: sampleDay.adding(days: 3))
        return "<div class=\"grid\">\(plain, in: context)\(full, in: context)\(aCase, in: context)</div>"
    }

    private static func summary(_ context: PageContext) -> HTML {
        let change = ActionButton(context.say(CatalogueCopy.button), .quiet, .open("#design-SummaryList"))
        let rows = SummaryList([
            .init(context.say(CatalogueCopy.label), "\(context.say(CatalogueCopy.value))", action: change),
            .init(context.say(CatalogueCopy.heading), "\(context.say(CatalogueCopy.sentence))"),
        ])
        return "<div class=\"panel\">\(rows, in: context)</div>"
    }

    private static func glance(_ context: PageContext) -> HTML {
        Glance([
            .init(context.say(CatalogueCopy.label), "\(context.say(CatalogueCopy.value))"),
            .init(context.say(CatalogueCopy.heading), MoneyText(fen: 10000, .monthly).html(in: context)),
            .init(context.say(CatalogueCopy.step1), context.day(sampleDay)),
            .init(context.say(CatalogueCopy.step2), "\(context.say(CatalogueCopy.value))"),
        ]).html(in: context)
    }

    private static func list(_ context: PageContext) -> HTML {
        IconList([
            .init(.check, "\(context.say(CatalogueCopy.heading))", "\(context.say(CatalogueCopy.sentence))"),
            .init(.phone, "\(context.say(CatalogueCopy.heading))"),
        ]).html(in: context)
    }

    private static func table(_ context: PageContext) -> HTML {
        let columns = [CatalogueCopy.label, CatalogueCopy.step1, CatalogueCopy.step2].map { context.say($0) }
        let row: [HTML] = [
            "\(context.say(CatalogueCopy.value))", context.day(sampleDay), MoneyText(fen: 123_456_78).html(in: context),
        ]
        return DataTable(caption: context.say(CatalogueCopy.heading), columns: columns, rows: [row, row]).html(
            in: context)
    }

    private static func money(_ context: PageContext) -> HTML {
        let amounts: [Int64] = [0, 5, 10000, 123_456_789]
        let small = amounts.flatMap { fen in MoneyText.Period.allCases.map { MoneyText(fen: fen, $0) } }
        let lines = small.map { amount -> HTML in "<li>\(amount, in: context)</li>" }
        return "<p>\(MoneyText(fen: 10000, .monthly, isLarge: true), in: context)</p><ul>\(lines)</ul>"
    }

    private static func empty(_ context: PageContext) -> HTML {
        EmptyState(
            .document, context.say(CatalogueCopy.heading), advice: context.say(CatalogueCopy.sentence),
            action: ActionButton(context.say(CatalogueCopy.button), .primary, .open("#design-EmptyState"))
        ).html(in: context)
    }

    private static let sampleDay = CivilDate(daysSinceEpoch: 20_779)
}
