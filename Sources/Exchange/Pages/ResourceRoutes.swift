package import Kernel
package import Storage
package import Web

/// Addresses of the catalogue that are open to everybody.
package struct ResourceRoutes: Sendable {
    private let reading: CatalogueReading
    private let origin: String

    /// - Parameters:
    ///   - entries: of all departments, as they are published.
    ///   - uses: what items fill in from resources.
    ///   - origin: where the site is reached from outside.
    package init(
        entries: [ResourceEntry], database: any Database, uses: [ResourceUse], time: any TimeSource, origin: String
    ) {
        reading = CatalogueReading(
            entries: entries, store: CatalogueStore(database: database),
            quality: ResourceQualities(database: database, time: time), uses: uses)
        self.origin = origin
    }

    package var routes: [Route] {
        [
            Route(.get, "/resources", .everyone, list),
            Route(.get, "/resources/catalogue.jsonld", .everyone, document),
            Route(.get, "/resources/{code}", .everyone, show),
        ]
    }

    private func list(_ request: WebRequest) async throws -> WebResponse {
        .page(ResourceListPage.render(try await reading.list(for: .everyone), PageContext(request)))
    }

    private func show(_ request: WebRequest) async throws -> WebResponse {
        let model = try await reading.resource(request.parameters["code"] ?? "", for: .everyone)
        return .page(ResourcePage.render(model, PageContext(request)))
    }

    private func document(_: WebRequest) async throws -> WebResponse {
        let json = try await reading.document(origin: origin).json
        return .bytes(json.bytes, type: "application/ld+json", cache: "no-cache")
    }
}
