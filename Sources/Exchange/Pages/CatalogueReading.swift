import Kernel
import Web

/// What the pages of the catalogue show: its entries as they stand, with what became of each.
struct CatalogueReading: Sendable {
    let entries: [ResourceEntry]
    let store: CatalogueStore
    let quality: ResourceQualities
    let uses: [ResourceUse]

    func list(for audience: ResourceAudience) async throws -> ResourceListPage.Model {
        let standing = try await store.standing()
        var lines = entries.filter { !$0.isDraft || audience == .officers }.map { entry in
            (entry.provider.name, ResourceListPage.Line(entry.json, standing[entry.code]?.state ?? .drafted))
        }
        if audience == .officers {
            let known = Set(entries.map(\.code))
            let ended = standing.values.filter { !known.contains($0.code) }.sorted { $0.code < $1.code }
            lines += ended.map { ($0.content["provider"]?.string ?? "", ResourceListPage.Line($0.content, .withdrawn)) }
        }
        var providers: [String] = []
        for (provider, _) in lines where !providers.contains(provider) { providers.append(provider) }
        let byProvider = Dictionary(grouping: lines, by: \.0)
        let departments = providers.map {
            ResourceListPage.Department(provider: $0, lines: (byProvider[$0] ?? []).map(\.1))
        }
        return ResourceListPage.Model(departments: departments, audience: audience)
    }

    /// - Throws: `ResourceCopy.noSuchResource` where these readers may not know of it.
    func resource(_ code: String, for audience: ResourceAudience) async throws -> ResourcePage.Model {
        let entry = entries.first { $0.code == code }
        let history = try await store.history(of: code)
        guard let content = entry?.json ?? history.last?.content,
            audience == .officers || entry?.isDraft == false
        else { throw ResourceCopy.noSuchResource }
        let name = entry?.name ?? ""
        return ResourcePage.Model(
            content: content, history: history, uses: uses.filter { $0.resource == name }, audience: audience,
            quality: entry?.isReadable == true ? try await quality()[name] ?? ResourceQuality() : nil)
    }

    func document(origin: String) async throws -> CatalogueDocument {
        var published: [(entry: ResourceEntry, history: [CatalogueRecord])] = []
        for entry in entries where !entry.isDraft {
            published.append((entry, try await store.history(of: entry.code)))
        }
        return CatalogueDocument(origin: origin, entries: published, quality: try await quality())
    }
}

extension ResourceListPage.Line {
    fileprivate init(_ content: JSON, _ state: CatalogueRecord.State) {
        func text(_ key: String) -> String { content[key]?.string ?? "" }
        self.init(
            code: text("code"), name: text("name"), summary: text("summary"), sharing: text("sharing"),
            category: text("category"), state: state)
    }
}
