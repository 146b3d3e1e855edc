import Cases
import Exchange
import Identity
import Kernel
import Server
import Web

/// 共享的脚本 — now and then a department takes a grant back; the office that misses it asks again and is answered: in full, in part,
/// or with a no.
extension SimulatedYear {
    func sharingChanges() async throws {
        for use in server.platform.city.ungranted(by: server.platform.grants.book, on: day)
        where draws.happens(permille: 300) { try await perform("ask \(use.resource)") { try await ask(use) } }
        for department in city.departments {
            let officer = Viewer.Staff(
                id: "\(department.name)数据员", sessionID: [], name: "沈澜", office: department.resources[0].provider.name)
            let resources = Set(department.resources.map(\.name))
            let requests = try await requests(about: resources)
            for request in requests where request.state == .asked && draws.happens(permille: 500) {
                try await perform("\(department.name) answers") { try await answer(request, by: officer) }
            }
            guard draws.happens(permille: 20) else { continue }
            let grants = try await server.platform.grants.grants().filter {
                $0.revokedAt == nil && resources.contains($0.terms.resource) && $0.terms.item != ReadPurpose.signIn
            }.sorted { ($0.terms.item, $0.terms.resource) < ($1.terms.item, $1.terms.resource) }
            guard !grants.isEmpty else { continue }
            let grant = draws.pick(grants)
            try await perform("\(department.name) revokes \(grant.terms.item) \(grant.terms.resource)") {
                try await answering.revoke(grant.id, reason: "数据正在整理（示例）。", by: officer)
                return "revoked"
            }
        }
    }

    private var answering: AnswerSharing {
        let platform = server.platform
        return AnswerSharing(
            database: platform.database, journal: platform.journal, register: platform.grants,
            settings: platform.city.sharing, time: platform.environment.time, ids: platform.environment.ids)
    }

    private func requests(about resources: Set<String>) async throws -> [SharingRequest] {
        try await RequestStore(database: server.database.inner).requests(forResources: resources, orOf: "")
    }

    private func ask(_ use: ResourceUse) async throws -> String {
        let platform = server.platform
        let settings = platform.city.sharing
        guard let item = settings.items.first(where: { $0.item == use.item }),
            let post = city.staff.all.first(where: { item.offices.contains($0.office) }),
            let entry = settings.entries.first(where: { $0.name == use.resource })
        else { return "nobody to ask" }
        let open = try await requests(about: [use.resource])
        guard !open.contains(where: { $0.state == .asked && $0.terms.item == use.item }) else { return "asked already" }
        let ask = AskForSharing(
            database: platform.database, journal: platform.journal, settings: settings, time: platform.environment.time,
            ids: platform.environment.ids)
        try await ask(
            code: entry.code, item: use.item, fields: use.fields, aim: "办理本事项需要（示例）。",
            until: day.adding(days: draws.within(20...400)),
            by: Viewer.Staff(id: post.id, sessionID: [], name: post.name, office: post.office))
        return "asked"
    }

    private func answer(_ request: SharingRequest, by officer: Viewer.Staff) async throws -> String {
        switch draws.below(10) {
        case 0:
            try await answering.refuse(request.id, reason: "目前不能提供（示例）。", by: officer)
            return "refused"
        case 1 where request.terms.fields.count > 1:
            let fields = Array(request.terms.fields.dropLast())
            try await answering.grant(request.id, fields: fields, reason: "其余的用不到（示例）。", by: officer)
            return "granted in part"
        default:
            try await answering.grant(request.id, fields: request.terms.fields, reason: nil, by: officer)
            return "granted"
        }
    }
}
