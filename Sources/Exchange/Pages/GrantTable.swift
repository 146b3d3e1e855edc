import Kernel
import Web

/// 授权给谁 — the grants of one resource, with a way to take each back for the department's own officers.
struct GrantTable: Component {
    let grants: [SharingGrant]
    /// Items' names by code.
    let items: [String: Phrase]
    /// Whether the reader answers for the resource.
    let mayRevoke: Bool
    let today: CivilDate
    /// What was wrong with a revocation, by the grant's id.
    var problem: (grant: String, rejection: Rejection)?

    func html(in context: PageContext) -> HTML {
        let columns = [
            ResourceCopy.item, ResourceCopy.field, SharingCopy.aim, ResourceCopy.basis, SharingCopy.days,
            SharingCopy.standing,
        ]
        let rows = grants.map { row($0, context) }
        let table = DataTable(
            caption: context.say(SharingCopy.grants), columns: columns.map { context.say($0) }, rows: rows,
            hidesCaption: true)
        let content: HTML =
            rows.isEmpty ? "<p>\(context.say(SharingCopy.noGrants))</p>" : table.html(in: context)
        return PageSection(context.say(SharingCopy.grants), id: "grants", content).html(in: context)
    }

    private func row(_ grant: SharingGrant, _ context: PageContext) -> [HTML] {
        let terms = grant.terms
        let name = items[terms.item].map { context.say($0) } ?? terms.item
        return [
            "\(name)", context.chinese(terms.fields.joined(separator: "、")), context.chinese(terms.aim),
            context.chinese(terms.basis), "\(context.day(terms.from)) — \(context.day(terms.until))",
            "\(standing(grant, context))\(revocation(grant, context))",
        ]
    }

    private func standing(_ grant: SharingGrant, _ context: PageContext) -> HTML {
        if grant.revokedAt != nil {
            return "\(context.say(SharingCopy.revoked, ["reason": grant.revocationReason ?? ""]))"
        }
        let hasEnded = grant.terms.until < today
        return Tag(
            context.say(hasEnded ? SharingCopy.ended : SharingCopy.inForce), hasEnded ? .waiting : .good
        ).html(in: context)
    }

    private func revocation(_ grant: SharingGrant, _ context: PageContext) -> HTML? {
        guard mayRevoke, grant.revokedAt == nil, grant.terms.until >= today else { return nil }
        let id = grant.id.description
        let error = problem?.grant == id ? problem?.rejection.sentence(in: context.language) : nil
        let reason = FormField(
            "\(FormName.note).\(id)", context.say(SharingCopy.reason), .text(), error: error)
        let button = ActionButton(context.say(SharingCopy.revoke), .danger)
        let form = PostForm(.revokeSharing(id), content: "\(reason, in: context)\(button, in: context)")
        return Disclosure(context.say(SharingCopy.revoke), form.html(in: context), isOpen: error != nil)
            .html(in: context)
    }
}
