import Kernel
import Web

/// 目录 — every resource by department, as the public or an officer reads it.
enum ResourceListPage {
    /// What the page shows.
    struct Model: Sendable {
        let departments: [Department]
        let audience: ResourceAudience
    }

    /// The resources of one provider.
    struct Department: Sendable {
        let provider: String
        let lines: [Line]
    }

    /// One resource.
    struct Line: Sendable {
        let code: String
        let name: String
        let summary: String
        let sharing: String
        let category: String
        let state: CatalogueRecord.State
    }

    static func render(_ model: Model, _ context: PageContext) -> HTML {
        let isPublic = model.audience == .everyone
        let title = context.say(isPublic ? ResourceCopy.title : ResourceCopy.deskTitle)
        let head = PageHead(
            "\(title)", lead: context.say(isPublic ? ResourceCopy.lead : ResourceCopy.deskLead),
            back: isPublic ? nil : .init(context.say(ResourceCopy.toDesk), .desk))
        let download = ActionButton(
            context.say(ResourceCopy.download), .secondary, .download(.catalogueDocument), icon: .download)
        let sections = model.departments.map { department -> HTML in
            let cards = department.lines.map { card($0, model.audience, context) }
            return PageSection(department.provider, "<div class=\"stack\">\(cards, in: context)</div>")
                .html(in: context)
        }
        let ways: [(words: Phrase, path: SitePath)] = [
            (SharingCopy.toSharing, .sharing), (SourceCopy.toSources, .deskSources),
            (ReconciliationCopy.toReconciliation, .reconciliation),
        ]
        let buttons = isPublic ? [] : ways.map { ActionButton(context.say($0.words), .secondary, .link($0.path)) }
        return PageLayout.page(
            context, title: title, width: .wide, isIndexable: isPublic,
            main: """
                \(head, in: context)<div class="actions">\(buttons, in: context)\(download, in: context)</div>\
                \(sections)
                """)
    }

    private static func card(_ line: Line, _ audience: ResourceAudience, _ context: PageContext) -> LinkCard {
        let standing: [Tag] =
            switch line.state {
            case .drafted: [Tag(context.say(ResourceCopy.state(.drafted)), .waiting)]
            case .withdrawn: [Tag(context.say(ResourceCopy.state(.withdrawn)), .attention)]
            case .published, .changed: []
            }
        return LinkCard(
            context.chinese(line.name), audience.path(of: line.code), text: context.chinese(line.summary),
            tags: standing + [line.sharing, line.category].map { Tag(CatalogueWords.text($0, in: context)) })
    }
}

/// Who reads the catalogue.
enum ResourceAudience: Sendable {
    case everyone, officers

    func path(of code: String) -> SitePath { self == .everyone ? .resource(code) : .deskResource(code) }
    var list: SitePath { self == .everyone ? .resources : .deskResources }
}
