import Cases
import Catalog
import Kernel
import Retrieval
import Web

extension Operation {
    static let services: [Operation] = [
        Operation(
            method: .get, path: "/services", id: "listServices", group: .services,
            summary: Phrase(
                "api.listServices", zh: "列出全部事项，按编号排序。", en: "List the services, in the order of their numbers."),
            access: .everyone,
            query: [
                .optional("limit", .integer(1...100, example: 20), "20 where it is missing."),
                .optional("after", .text(.digits(4...4)), "The slug of the last one that you have."),
            ],
            success: [Success(status: 200, meaning: "A page of the list.", schema: "ServiceList")],
            links: [Link(operation: "getService", parameter: "slug", pointer: "/services/0/slug")],
            handler: { try await $0.listServices($1) }),
        Operation(
            method: .get, path: "/search", id: "searchServices", group: .services,
            summary: Phrase("api.searchServices", zh: "用自己的话找事项。", en: "Find services by one's own words."),
            access: .everyone,
            query: [.required("q", .text(.free(1...200), example: "爸爸八十多了，有补贴吗"))],
            success: [Success(status: 200, meaning: "The best first.", schema: "SearchResults")],
            handler: { try await $0.searchServices($1) }),
        Operation(
            method: .get, path: "/services/{slug}", id: "getService", group: .services,
            summary: Phrase("api.getService", zh: "一个事项的全部要素。", en: "Everything about one service."), access: .everyone,
            success: [Success(status: 200, meaning: "The service.", schema: "Service")],
            handler: { try await $0.getService($1) }),
    ]
}

extension APIHandlers {
    func listServices(_ call: APICall) async throws -> WebResponse {
        let after = call.request.query["after"] ?? ""
        let limit = call.number("limit") ?? 20
        let rest = environment.catalogue.items.filter { $0.slug > after }
        var json: JSON = ["services": .array(rest.prefix(limit).map(ServiceJSON.summary))]
        if rest.count > limit { json["next"] = JSON(rest[limit - 1].slug) }
        return .json(json)
    }

    func searchServices(_ call: APICall) async throws -> WebResponse {
        let hits = index.search(call.request.query["q"] ?? "", limit: 10)
        let items = hits.compactMap { environment.catalogue.item(slug: $0.id) }
        return .json([
            "isConfident": JSON(hits.first?.isConfident ?? false), "services": .array(items.map(ServiceJSON.summary)),
        ])
    }

    func getService(_ call: APICall) async throws -> WebResponse {
        guard let item = environment.catalogue.item(slug: call.parameter("slug")) else {
            throw APIProblems.noSuchService
        }
        return .json(ServiceJSON.full(item))
    }
}

/// Service definitions as the interface shows them.
enum ServiceJSON {
    static func name(_ item: ServiceItem) -> JSON {
        ["id": JSON(item.id), "slug": JSON(item.slug), "name": text(item.name, item.english?.name)]
    }

    static func text(_ chinese: String, _ english: String?) -> JSON {
        var json: JSON = ["zh": JSON(chinese)]
        if let english { json["en"] = JSON(english) }
        return json
    }

    static func term(_ term: Term) -> JSON {
        ["count": JSON(term.count), "unit": JSON("\(term.unit)"), "text": JSON(term.description)]
    }

    static func summary(_ item: ServiceItem) -> JSON {
        [
            "id": JSON(item.id), "slug": JSON(item.slug), "name": text(item.name, item.english?.name),
            "summary": text(item.summary, item.english?.summary), "kind": JSON("\(item.kind)"),
            "isImmediate": JSON(item.limits.committedAutomatic != nil), "isSample": JSON(item.isSample),
        ]
    }

    static func full(_ item: ServiceItem) -> JSON {
        let details: JSON = [
            "version": JSON(item.version.digest), "aliases": names(item.aliases),
            "authority": JSON(item.service.authority),
            "channels": names(item.service.channels.map { "\($0)" }), "levelMin": JSON(item.service.assuranceLevelMin),
            "visits": JSON(item.service.visitCountMax), "statutoryLimit": term(item.limits.statutory),
            "committedLimit": term(item.limits.committedManual), "materials": .array(item.materials.map(material)),
            "fields": .array(item.informationFields.map(field)), "stages": .array(item.stages.map(stage)),
            "steps": names(item.steps), "refusalGrounds": names(item.refusalGrounds),
            "bases": .array(item.bases.map(basis)), "reconsideration": term(item.remedies.reconsideration),
            "litigation": term(item.remedies.litigation), "certificate": JSON(item.outcome.certificate),
        ]
        let unverified = item.unverified.map { [JSON.Member("unverified", text($0.chinese, $0.english))] } ?? []
        return .object((summary(item).members ?? []) + (details.members ?? []) + fee(item.service.fee) + unverified)
    }

    private static func names(_ texts: [String]) -> JSON { .array(texts.map { JSON($0) }) }

    private static func fee(_ fee: Fee) -> [JSON.Member] {
        switch fee {
        case .none: [JSON.Member("feeFen", 0)]
        case .charged(let text, let fen, _): [JSON.Member("feeFen", JSON(fen)), JSON.Member("feeText", JSON(text))]
        }
    }

    static func material(_ material: Material) -> JSON {
        JSON.closed([
            "name": JSON(material.name), "waivedBy": material.waivedBy.map { JSON($0) },
            "necessity": JSON("\(material.necessity)"), "form": material.form.map { JSON($0) },
            "note": material.note.map { JSON($0) },
        ])
    }

    static func field(_ field: InformationField) -> JSON {
        JSON.closed([
            "name": JSON(field.name), "type": JSON("\(field.type)"), "choices": names(field.choices),
            "isAskable": JSON(field.isAskable), "resource": (field.source?.resource).map { JSON($0) },
            "hint": field.hint.map { JSON($0) },
        ])
    }

    private static func stage(_ stage: ManualStage) -> JSON {
        ["name": JSON(stage.name), "authority": JSON(stage.authority), "limit": term(stage.limit)]
    }

    private static func basis(_ basis: LegalBasis) -> JSON {
        JSON.closed([
            "title": JSON(basis.title), "articles": JSON(basis.articles), "role": JSON("\(basis.role)"),
            "documentNumber": basis.documentNumber.map { JSON($0) },
            "verifiedOn": (basis.verifiedOn?.description).map { JSON($0) },
        ])
    }
}

extension JSON {
    /// An object without the members that have no value.
    static func closed(_ members: KeyValuePairs<String, JSON?>) -> JSON {
        .object(members.compactMap { member in member.value.map { Member(member.key, $0) } })
    }
}
