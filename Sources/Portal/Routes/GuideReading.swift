package import Catalog
package import Kernel
package import Web

/// Turns a service definition into its guide (办事指南).
struct GuideReading {
    let item: ServiceItem
    let context: PageContext
    /// The day whose amounts are shown.
    let today: CivilDate

    var model: GuidePage.Model {
        GuidePage.Model(
            slug: item.slug, title: item.name(in: context.language), summary: item.summary(in: context.language),
            isSample: item.isSample, unverified: item.unverified?.text(in: context.language),
            isImmediate: item.limits.committedAutomatic != nil, who: who, duration: duration, cost: cost,
            visits: item.service.visitCountMax, questions: questions, amounts: amounts,
            materials: materials, steps: steps,
            result: item.outcome.certificate, channels: channels,
            bases: item.bases.map { GuidePage.Basis(name: $0.title, article: $0.articles, role: $0.role.rawValue) },
            remedies: remedies, contacts: contacts, version: String(item.version.digest.prefix(12)))
    }

    private var who: String {
        let chinese = item.applicants.map(\.rawValue).joined(separator: "、")
        return context.language == .chinese ? chinese : item.applicants.map(\.english).joined(separator: ", ")
    }

    private var duration: String {
        let people = item.limits.committedManual.description
        guard item.limits.committedAutomatic != nil else { return people }
        return context.language == .chinese
            ? "信息查得到的当场办好，其余最多 \(people)" : "At once where the records suffice, else \(people)"
    }

    private var cost: String {
        switch item.service.fee {
        case .none: context.language == .chinese ? "不收费" : "Free"
        case .charged(let text, _, _): text
        }
    }

    private var questions: [GuidePage.Question] {
        item.service.screening.map { question in
            GuidePage.Question(
                question.question, answers: question.answers.map { GuidePage.Answer($0.label, hint: $0.hint) })
        }
    }

    private var amounts: [GuidePage.Amount] {
        let english = ["日": "day", "月": "month", "季": "quarter", "年": "year"]
        return item.payableAmounts(on: today).map { amount in
            let unit = amount.unit.split(separator: "/").last.map(String.init) ?? ""
            let isChinese = context.language == .chinese
            let text =
                amount.unit == "元"
                ? (isChinese ? "\(amount.value) 元" : "\(amount.value) yuan")
                : (isChinese ? "每\(unit) \(amount.value) 元" : "\(amount.value) yuan / \(english[unit] ?? unit)")
            return GuidePage.Amount(amount.name, text)
        }
    }

    private var materials: [GuidePage.Material] {
        item.materials.map { GuidePage.Material($0.name, waivedBy: $0.waivedBy, note: $0.note) }
    }

    private var steps: [GuidePage.Step] { item.steps.map { GuidePage.Step($0) } }

    private var channels: [GuidePage.Channel] { ownChannels + elsewhere }

    /// 通办: where one lives, if that is another city.
    private var elsewhere: [GuidePage.Channel] {
        guard let cross = item.service.crossProvince, cross.way == .receivedElsewhere else { return [] }
        let text =
            context.language == .chinese
            ? "住在别的协同城市，可以就近在那里申请，由户籍所在的城市决定，不用回去"
            : "Apply in the partner city where you live; the city of your household decides"
        return [GuidePage.Channel(.home, "\(cross.range.rawValue)通办", text)]
    }

    private var ownChannels: [GuidePage.Channel] {
        item.service.channels.map { channel in
            let place = item.service.places.first.map { "\($0.name)，\($0.address)，\($0.hours)" } ?? ""
            return switch channel {
            case .web, .mobile: GuidePage.Channel(.online, channel.rawValue, "")
            case .telephone: GuidePage.Channel(.phone, channel.rawValue, item.service.enquiries.telephone)
            case .counter: GuidePage.Channel(.counter, channel.rawValue, place)
            case .kiosk: GuidePage.Channel(.kiosk, channel.rawValue, item.service.places.first?.name ?? "")
            case .homeVisit: GuidePage.Channel(.home, channel.rawValue, item.service.enquiries.telephone)
            case .post: GuidePage.Channel(.counter, channel.rawValue, item.service.places.first?.address ?? "")
            }
        }
    }

    private var remedies: [String] {
        [
            "行政复议：知道决定之日起 \(item.remedies.reconsideration.description)内",
            "行政诉讼：知道决定之日起 \(item.remedies.litigation.description)内",
        ]
    }

    private var contacts: [String] {
        ["咨询：\(item.service.enquiries.telephone)", "监督投诉：\(item.service.complaints.telephone)"]
    }
}

/// 指南预览 — the guide of a definition that nobody has published.
package struct GuidePreview: Component {
    let item: ServiceItem
    let today: CivilDate

    package init(_ item: ServiceItem, today: CivilDate) {
        self.item = item
        self.today = today
    }

    package func html(in context: PageContext) -> HTML {
        GuidePage.content(GuideReading(item: item, context: context, today: today).model, context)
    }
}

extension ServiceLink {
    init(_ item: ServiceItem, _ context: PageContext, matched: [String] = []) {
        self.init(
            slug: item.slug, title: item.name(in: context.language), summary: item.summary(in: context.language),
            isImmediate: item.limits.committedAutomatic != nil, icon: Icon(item.kind), matched: matched)
    }
}

extension Icon {
    /// A picture for a kind of service.
    init(_ kind: ItemKind) {
        self =
            switch kind {
            case .grant: .coin
            case .licensing: .seal
            case .confirmation: .check
            case .award: .star
            case .adjudication, .otherPower: .document
            case .publicService: .building
            }
    }
}

extension ApplicantKind {
    /// The kind in English, for readers of English pages.
    fileprivate var english: String {
        switch self {
        case .naturalPerson: "Individuals"
        case .enterprise: "Enterprises"
        case .publicInstitution: "Public institutions"
        case .socialOrganization: "Social organisations"
        case .unincorporated: "Unincorporated firms"
        case .agency: "Government agencies"
        case .other: "Other organisations"
        }
    }
}
