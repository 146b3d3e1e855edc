package import Cases
import Catalog
package import EventLog
import Kernel
package import Retrieval
import TransparencyLog
package import Web

/// Addresses that everybody may open: home, search, guides, help, the log, switches of language and layout, files.
package struct OpenRoutes: Sendable {
    private let environment: CaseEnvironment
    private let index: ServiceIndex
    private let directory: TileDirectory
    private let proofs: LogProofs
    private let verifierKey: String
    private let witnesses: WitnessPolicy
    /// Where the site is reached from outside.
    private let origin: String

    package init(
        environment: CaseEnvironment, index: ServiceIndex, directory: TileDirectory, proofs: LogProofs,
        verifierKey: String, witnesses: WitnessPolicy, origin: String
    ) {
        self.environment = environment
        self.index = index
        self.directory = directory
        self.proofs = proofs
        self.verifierKey = verifierKey
        self.witnesses = witnesses
        self.origin = origin
    }

    package var routes: [Route] {
        [
            Route(.get, "/", .everyone, home), Route(.get, "/search", .everyone, search),
            Route(.get, "/s/{slug}", .everyone, guide), Route(.get, "/help", .everyone, help),
            Route(.get, "/log", .everyone, log), Route(.get, "/log/checkpoint", .everyone, checkpoint),
            Route(.get, "/log/checkpoint.witnessed", .everyone, witnessedCheckpoint),
            Route(.get, "/log/checkpoint.previous", .everyone, previousCheckpoint),
            Route(.get, "/log/key", .everyone, key), Route(.get, "/log/witnesses", .everyone, witnessKeys),
            Route(.get, "/log/tile/{path*}", .everyone, tile),
            Route(.get, "/design", .everyone, design),
        ] + SwitchRoutes().routes
    }

    private func home(_ request: WebRequest) async throws -> WebResponse {
        let context = PageContext(request)
        let items = environment.catalogue.items
        var cases: [CaseCard] = []
        if let resident = request.viewer.resident {
            cases = try await environment.cards(
                environment.cases.cases(of: resident.personID, limit: 3), context)
        }
        let model = HomePage.Model(
            examples: HomeExamples.phrases.map { context.say($0) },
            services: items.prefix(8).map { ServiceLink($0, context) },
            cases: cases)
        return .page(HomePage.render(model, context))
    }

    private func search(_ request: WebRequest) async throws -> WebResponse {
        let context = PageContext(request)
        let query = String((request.query.text(FormName.query) ?? "").prefix(200))
        if ElderWords.match(query) {
            let model = SearchResultsPage.Model(query: query, results: [], isConfident: true, suggestsElder: true)
            return .page(SearchResultsPage.render(model, context))
        }
        let hits = query.isEmpty ? [] : index.search(query, limit: 10)
        let results = hits.compactMap { hit in
            environment.catalogue.item(slug: hit.id).map { ServiceLink($0, context, matched: hit.matched) }
        }
        let model = SearchResultsPage.Model(
            query: query, results: results, isConfident: hits.first?.isConfident ?? false)
        return .page(SearchResultsPage.render(model, context))
    }

    private func guide(_ request: WebRequest) async throws -> WebResponse {
        let (slug, context) = (request.parameters["slug"] ?? "", PageContext(request))
        guard let item = environment.catalogue.item(slug: slug) else {
            guard let ended = try await environment.items.withdrawn(slug: slug) else { throw OpenRejections.noSuchItem }
            let model = WithdrawnPage.Model(
                name: ended.item.name(in: context.language), day: ended.at.civilDate())
            return .page(WithdrawnPage.render(model, context), status: 410)
        }
        let reading = GuideReading(item: item, context: context, today: environment.time.now().civilDate())
        return .page(GuidePage.render(reading.model, context))
    }

    private func help(_ request: WebRequest) async throws -> WebResponse {
        let places = environment.catalogue.items.flatMap(\.service.places)
        var seen: Set<String> = []
        let counters = places.filter { seen.insert($0.name).inserted }.map {
            HelpPage.Counter(name: $0.name, address: $0.address, hours: $0.hours, phone: $0.telephone ?? "12345")
        }
        return .page(HelpPage.render(.init(counters: counters), PageContext(request)))
    }

    private func log(_ request: WebRequest) async throws -> WebResponse {
        let (state, witnessed) = (try proofs.checkpoint(), try proofs.witnessed())
        let lag = try await proofs.lag(at: environment.time.now())
        let model = LogPage.Model(
            size: Int64(state?.checkpoint.head.size ?? 0),
            witnesses: witnesses.witnesses.map { witness in
                let signed = witnessed?.cosignatures.first { $0.name == witness.name }
                return LogPage.Witness(
                    authority: witness.authority, name: witness.name,
                    signedAt: signed.map { Instant(milliseconds: Int64($0.seconds) * 1000) })
            },
            quorum: witnesses.quorum, witnessedSize: witnessed.map { Int64($0.checkpoint.head.size) },
            isWitnessLate: lag.isNotable, checkpoint: state?.note.formatted,
            verifyCommand: "huimin log verify --key '\(verifierKey)' \(origin)/log",
            monitorCommand: "huimin log monitor --key '\(verifierKey)' --witnesses \(origin)/log/witnesses "
                + "--state log.state \(origin)/log")
        return .page(LogPage.render(model, PageContext(request)))
    }

    private func checkpoint(_: WebRequest) async throws -> WebResponse {
        guard let bytes = directory.checkpoint else { throw OpenRejections.nothingSigned }
        return .bytes(bytes, type: "text/plain; charset=utf-8", cache: "no-cache")
    }

    private func witnessedCheckpoint(_: WebRequest) async throws -> WebResponse {
        guard let bytes = directory.witnessedCheckpoint else { throw OpenRejections.nothingSigned }
        return .bytes(bytes, type: "text/plain; charset=utf-8", cache: "no-cache")
    }

    private func previousCheckpoint(_: WebRequest) async throws -> WebResponse {
        guard let bytes = directory.previousCheckpoint else { throw OpenRejections.nothingSigned }
        return .bytes(bytes, type: "text/plain; charset=utf-8", cache: "no-cache")
    }

    /// The quorum, then the keys of the witnesses, one a line. Who trusts only the departments asks these for their keys.
    private func witnessKeys(_: WebRequest) async throws -> WebResponse {
        let keys = witnesses.reachable.map { $0.contact.key.verifierKey + "\n" }
        return .text("quorum \(witnesses.quorum)\n" + keys.joined())
    }

    private func key(_: WebRequest) async throws -> WebResponse { .text(verifierKey + "\n") }

    private func tile(_ request: WebRequest) async throws -> WebResponse {
        guard let address = TileAddress(path: "tile/" + (request.parameters["path"] ?? "")),
            let bytes = directory.file(address)
        else {
            throw OpenRejections.noSuchTile
        }
        let cache = address.isPartial ? "public, max-age=3600" : "public, max-age=31536000, immutable"
        return .bytes(bytes, type: "application/octet-stream", cache: cache)
    }

    private func design(_ request: WebRequest) async throws -> WebResponse {
        .page(DesignCataloguePage.render(PageContext(request)))
    }
}
