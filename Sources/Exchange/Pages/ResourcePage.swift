import Kernel
import Web

/// 一个资源 — who holds it, what it is, on which terms it is shared and what it is used for.
enum ResourcePage {
    /// What the page shows.
    struct Model: Sendable {
        /// The entry as it stands, or as it was published last where it has ended.
        let content: JSON
        /// The first state first; officers see all of it.
        let history: [CatalogueRecord]
        let uses: [ResourceUse]
        let audience: ResourceAudience
        /// `nil` for what cannot be read.
        let quality: ResourceQuality?
        /// What an officer can do or see besides.
        var desk: HTML = .empty

        func text(_ key: String) -> String? { content[key]?.string }
        var isWithheld: Bool { text("grade") == nil }
    }

    static func render(_ model: Model, _ context: PageContext) -> HTML {
        let name = model.text("name") ?? ""
        let state = model.history.last?.state
        let mark = state.flatMap { $0.isPublished ? nil : Tag(context.say(ResourceCopy.state($0)), .attention) }
        let head = PageHead(
            context.chinese(name), lead: model.text("summary"),
            tags: (mark.map { [$0] } ?? []) + [Tag(CatalogueWords.text(model.text("sharing") ?? "", in: context))],
            back: .init(context.say(ResourceCopy.back), model.audience.list))
        return PageLayout.page(
            context, title: name, width: .wide, isIndexable: model.audience == .everyone,
            main: """
                \(head, in: context)\(SummaryList(rows(model, context)), in: context)\(fields(model, context))\
                \(questions(model, context))\
                \(uses(model, context))\(quality(model), in: context)\(model.desk)\
                \(model.audience == .officers ? history(model, context) : nil)
                """)
    }

    private static func rows(_ model: Model, _ context: PageContext) -> [SummaryList.Row] {
        let texts: [(Phrase, String?)] = [
            (ResourceCopy.code, model.text("code")), (ResourceCopy.provider, model.text("provider")),
            (ResourceCopy.category, model.text("category")), (ResourceCopy.sharing, model.text("sharing")),
            (ResourceCopy.condition, model.text("condition")),
            (model.isWithheld ? ResourceCopy.ground : ResourceCopy.basis, model.text("basis")),
            (ResourceCopy.updateCycle, model.text("updateCycle")), (ResourceCopy.quality, model.text("quality")),
            (ResourceCopy.grade, model.text("grade")), (ResourceCopy.quota, model.text("quota")),
        ]
        let days: [(Phrase, Instant?)] = [
            (ResourceCopy.publishedOn, model.history.first { $0.state == .published }?.at),
            (ResourceCopy.changedOn, model.history.last { $0.state == .changed }?.at),
        ]
        return texts.compactMap { words, text in
            text.map { SummaryList.Row(context.say(words), CatalogueWords.html($0, in: context)) }
        }
            + days.compactMap { words, at in
                at.map { SummaryList.Row(context.say(words), context.day($0.civilDate())) }
            }
    }

    private static func quality(_ model: Model) -> QualitySection? {
        model.quality.map { quality in
            QualitySection(
                quality: quality, fieldNames: (model.content["fields"]?.array ?? []).compactMap { $0["name"]?.string },
                quota: model.text("quota"), audience: model.audience)
        }
    }

    private static func fields(_ model: Model, _ context: PageContext) -> HTML {
        let rows = (model.content["fields"]?.array ?? []).map { field -> [HTML] in
            let isSensitive = field["isSensitive"]?.bool == true
            let mark = Tag(
                context.say(isSensitive ? ResourceCopy.sensitive : ResourceCopy.personal),
                isSensitive ? .attention : .plain)
            return [
                "<b>\(context.chinese(field["name"]?.string ?? ""))</b>",
                CatalogueWords.html(field["type"]?.string ?? "", in: context),
                field["unit"]?.string.map { CatalogueWords.html($0, in: context) } ?? "—", "\(mark, in: context)",
            ]
        }
        let columns = [ResourceCopy.field, ResourceCopy.type, ResourceCopy.unit, ResourceCopy.sensitivity]
        let table = DataTable(
            caption: context.say(ResourceCopy.fields), columns: columns.map { context.say($0) }, rows: rows,
            hidesCaption: true)
        return PageSection(
            context.say(ResourceCopy.fields), id: "fields",
            rows.isEmpty ? "<p>\(context.say(ResourceCopy.noFields))</p>" : table.html(in: context)
        ).html(in: context)
    }

    /// What it answers by yes or no; nothing is said where that is nothing.
    private static func questions(_ model: Model, _ context: PageContext) -> HTML? {
        guard let questions = model.content["questions"]?.array, !questions.isEmpty else { return nil }
        let rows = questions.map { question -> [HTML] in
            let fields = (question["looksAt"]?.array ?? []).compactMap(\.string)
            return [
                "<b>\(context.chinese(question["name"]?.string ?? ""))</b>",
                context.chinese(question["question"]?.string ?? ""), context.chinese(fields.joined(separator: "、")),
            ]
        }
        let columns = [ResourceCopy.questionName, ResourceCopy.question, ResourceCopy.looksAt]
        let table = DataTable(
            caption: context.say(ResourceCopy.questions), columns: columns.map { context.say($0) }, rows: rows,
            hidesCaption: true)
        let content: HTML = "<p class=\"quiet\">\(context.say(ResourceCopy.questionsNote))</p>\(table, in: context)"
        return PageSection(context.say(ResourceCopy.questions), id: "questions", content).html(in: context)
    }

    private static func uses(_ model: Model, _ context: PageContext) -> HTML {
        let rows = model.uses.map { use -> [HTML] in
            [
                "<a href=\"\(SitePath.item(use.slug).text)\">\(context.say(use.itemName))</a>",
                context.chinese(use.fields.joined(separator: "、")),
            ]
        }
        let table = DataTable(
            caption: context.say(ResourceCopy.uses),
            columns: [context.say(ResourceCopy.item), context.say(ResourceCopy.field)], rows: rows, hidesCaption: true)
        let content: HTML =
            rows.isEmpty
            ? "<p>\(context.say(ResourceCopy.noUses))</p>"
            : "<p class=\"quiet\">\(context.say(ResourceCopy.usesNote))</p>\(table, in: context)"
        return PageSection(context.say(ResourceCopy.uses), id: "uses", content).html(in: context)
    }

    private static func history(_ model: Model, _ context: PageContext) -> HTML {
        let rows = model.history.enumerated().map { index, record -> [HTML] in
            let changed = index > 0 ? record.changes(since: model.history[index - 1]) : []
            let words = changed.map { key in ResourceCopy.key(key).map { context.say($0) } ?? key }
            return [
                context.moment(record.at), "\(context.say(ResourceCopy.state(record.state)))",
                words.isEmpty ? "—" : "\(words.joined(separator: "、"))",
                "<code>\(record.digest.prefix(12).description)</code>",
            ]
        }
        let columns = [ResourceCopy.when, ResourceCopy.what, ResourceCopy.changes, ResourceCopy.version]
        let table = DataTable(
            caption: context.say(ResourceCopy.history), columns: columns.map { context.say($0) }, rows: rows,
            hidesCaption: true)
        return PageSection(context.say(ResourceCopy.history), id: "history", table.html(in: context))
            .html(in: context)
    }
}
