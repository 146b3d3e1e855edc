/// 事项目录 — every service item of a city, found by its address or its code.
package struct Catalogue: Sendable {
    /// In the order of their addresses.
    package let items: [ServiceItem]
    private let indexBySlug: [String: Int]
    private let indexByID: [String: Int]

    /// Of two items with the same address the first one counts; `load` lets no such pair through.
    package init(_ items: [ServiceItem]) {
        let items = items.sorted { $0.slug < $1.slug }
        self.items = items
        indexBySlug = Dictionary(items.indices.map { (items[$0].slug, $0) }) { first, _ in first }
        indexByID = Dictionary(items.indices.map { (items[$0].id, $0) }) { first, _ in first }
    }

    /// The item at `/s/<slug>`.
    package func item(slug: String) -> ServiceItem? { indexBySlug[slug].map { items[$0] } }

    /// The item with a local code, e.g. `339900-MZ-0007`.
    package func item(id: String) -> ServiceItem? { indexByID[id].map { items[$0] } }

    /// What search looks through.
    package var entries: [CatalogueEntry] { items.map(CatalogueEntry.init) }
}

/// 检索条目 — what search knows of an item.
package struct CatalogueEntry: Hashable, Sendable {
    package let slug: String
    package let title: String
    package let aliases: [String]
    /// The guide's own words: who, what, conditions, results.
    package let guide: String

    init(_ item: ServiceItem) {
        slug = item.slug
        title = item.name
        aliases = item.aliases + [item.english?.name].compactMap(\.self)
        let questions = item.service.screening.map(\.question)
        let texts =
            [item.summary, item.outcome.certificate, item.service.authority] + questions + item.steps
            + item.materials.map(\.name) + [item.english?.summary].compactMap(\.self)
        guide = texts.joined(separator: "\n")
    }
}
