import ECertificates
import Entitlements
import EventLog
import Exchange
import Identity
import Kernel
import Web

/// One version of an item's definition.
struct ItemEdition: Hashable {
    let item: String
    let version: String
}

/// 我的全部数据 — all of it on one page, to read and to print.
struct PersonalDataPage {
    let data: PersonalData
    let items: [ItemEdition: InformationReading]
    let words: ReadWords
    let context: PageContext

    var html: HTML {
        let title = context.say(PersonalDataCopy.title)
        let head = PageHead(
            "\(title)", back: .init(context.say(PersonalDataCopy.title), .myData))
        return PageLayout.page(
            context, title: title, width: .wide,
            main: """
                \(head, in: context)<p>\(context.say(PersonalDataCopy.asOf)) \(context.moment(data.at))</p>\
                <p class="quiet">\(context.say(PersonalDataCopy.masked))</p>\
                <div class="actions">\(PrintButton(), in: context)</div>\
                \(person)\(cases)\(drafts)\(certificates)\(showings)\(mandates)\(reads)\(disputes)
                """)
    }

    private var person: HTML {
        let rows = [
            SummaryList.Row(context.say(PersonalDataCopy.name), context.chinese(data.person.name)),
            SummaryList.Row(context.say(PersonalDataCopy.number), "\(data.person.residentID.masked)"),
            SummaryList.Row(
                context.say(PersonalDataCopy.phone),
                "\(data.person.phone.flatMap { MobileNumber($0)?.masked } ?? "—")"),
        ]
        return section(PersonalDataCopy.me, SummaryList(rows).html(in: context))
    }

    private var cases: HTML {
        let parts = data.cases.map { held -> HTML in
            let reading = CaseEventReading(file: held.file, events: held.events)
            let steps = held.events.compactMap { event -> [HTML]? in
                guard let entry = reading.entry(event) else { return nil }
                let detail = [entry.office, entry.detail ?? event.reason].compactMap(\.self).joined(separator: "　")
                return [context.moment(event.effective), entry.title.html(on: context), context.chinese(detail)]
            }
            let name = "\(data.itemName(held.file.itemID))　\(held.file.number)"
            return """
                <h3>\(context.chinese(name))</h3>\(benefit(held.benefit))\(table(name, steps, [.when, .what, .note]))\
                \(facts(held.content, name, ItemEdition(item: held.file.itemID, version: held.file.itemVersion)))
                """
        }
        return section(PersonalDataCopy.cases, list(parts))
    }

    private var drafts: HTML {
        let parts = data.drafts.map { draft -> HTML in
            let name = data.itemName(draft.itemID)
            let edition = ItemEdition(item: draft.itemID, version: draft.itemVersion)
            return "<h3>\(context.chinese(name))</h3>\(facts(draft.content, name, edition))"
        }
        return section(PersonalDataCopy.drafts, list(parts))
    }

    private var certificates: HTML {
        let parts = data.certificates.map { held -> HTML in
            let certificate = held.certificate
            let rows = certificate.fields.map {
                SummaryList.Row(context.say($0.label), context.chinese(ResidentID($0.value)?.masked ?? $0.value))
            }
            let name = "\(certificate.typeName)　\(certificate.number)"
            let deeds = held.deeds.map { deed -> [HTML] in
                let words = [deed.officer, deed.reason, deed.ground].compactMap { $0 }.joined(separator: "　")
                return [context.moment(deed.at), "\(context.say(deed.act.words))", context.chinese(words)]
            }
            let life: HTML? = deeds.isEmpty ? nil : table(name, deeds, [.when, .what, .note])
            return "<h3>\(context.chinese(name))</h3>\(SummaryList(rows), in: context)\(life)"
        }
        return section(PersonalDataCopy.certificates, list(parts))
    }

    private func benefit(_ benefit: Entitlement.Given?) -> HTML? {
        guard let benefit else { return nil }
        let amount = YuanText.plain(fen: Int(benefit.amountFen))
        return """
            <p>\(context.say(PersonalDataCopy.benefit, ["amount": amount])) \(context.day(benefit.startsOn))</p>
            """
    }

    private var showings: HTML {
        let rows = data.showings.map { showing -> [HTML] in
            let certificate = data.certificate(shownBy: showing)
            let claims = (certificate?.showableFields ?? []).filter { showing.claims.contains($0.claim) }
            let what = ([certificate?.typeName].compactMap { $0 } + claims.map(\.label.chinese)).joined(separator: "、")
            return [
                context.moment(showing.createdAt), context.chinese(showing.verifier ?? "—"), context.chinese(what),
                "\(context.say(showing.purpose.words))",
                "\(context.say(PersonalDataCopy.state(of: showing, at: data.at)))",
            ]
        }
        let name = context.say(PersonalDataCopy.showings)
        return section(
            PersonalDataCopy.showings, rows.isEmpty ? none : table(name, rows, [.when, .who, .what, .basis, .state]))
    }

    private var mandates: HTML {
        let rows = data.mandates.map { held -> [HTML] in
            let mandate = held.mandate
            return [
                context.chinese("\(mandate.principal.name) → \(mandate.agent.name)"),
                "\(mandate.powers.map { context.say($0.words) }.joined(separator: "；"))", context.day(mandate.from),
                context.day(mandate.until), "\(context.say(mandate.standing(at: data.at).words))",
                "\(String(held.deeds.count))",
            ]
        }
        let name = context.say(PersonalDataCopy.mandates)
        return section(
            PersonalDataCopy.mandates,
            rows.isEmpty ? none : table(name, rows, [.who, .what, .from, .until, .state, .deeds]))
    }

    private var reads: HTML {
        let rows = data.reads.map { read -> [HTML] in
            [
                context.moment(read.at), who(read), what(read), context.chinese(basis(read)),
            ]
        }
        let name = context.say(PersonalDataCopy.reads)
        return section(
            PersonalDataCopy.reads,
            rows.isEmpty ? none : table(name, rows, [.when, .who, .what, .basis]))
    }

    private func who(_ read: DataRead) -> HTML {
        if read.outcome == DataRead.seenByAgent {
            return "\(context.say(PersonalDataCopy.agent, ["name": read.reader]))"
        }
        guard read.outcome == DataRead.shownByHolder else { return context.chinese(read.reader) }
        return "\(context.say(PersonalDataCopy.verifier, ["name": read.reader]))"
    }

    private func what(_ read: DataRead) -> HTML {
        let text = words.text(read, in: context.language)
        switch read.outcome {
        case DataRead.notGranted: return "\(context.say(PersonalDataCopy.notGranted, ["what": text]))"
        case DataRead.overQuota: return "\(context.say(PersonalDataCopy.overQuota, ["what": text]))"
        default: return context.chinese(text)
        }
    }

    private func basis(_ read: DataRead) -> String {
        if read.outcome == DataRead.seenByAgent { return context.say(PersonalDataCopy.byMandate) }
        let purpose = read.outcome == DataRead.shownByHolder ? PresentationPurpose(rawValue: read.purpose.basis) : nil
        return purpose.map { context.say($0.words) } ?? read.purpose.basis
    }

    /// A value of which nothing but its text is known: yes and no in words, long numbers by their end.
    private static func shown(_ text: String) -> String {
        switch text {
        case "true": "是"
        case "false": "否"
        default:
            ResidentID(text)?.masked ?? MobileNumber(text)?.masked
                ?? (text.filter(\.isNumber).count > 7 ? "尾号 \(text.suffix(4))" : text)
        }
    }

    private var disputes: HTML {
        let rows = data.disputes.map { dispute -> [HTML] in
            [
                context.chinese(words.text(dispute.field, of: dispute.resource, in: context.language)),
                context.chinese(Self.shown(dispute.claim.held)), context.chinese(Self.shown(dispute.claim.said)),
                context.day(dispute.dueOn),
                "\(context.say(PersonalDataCopy.state(dispute.state.rawValue)))",
            ]
        }
        let name = context.say(PersonalDataCopy.disputes)
        return section(
            PersonalDataCopy.disputes, rows.isEmpty ? none : table(name, rows, [.field, .held, .said, .due, .state]))
    }

    private func facts(_ content: DraftContent, _ name: String, _ item: ItemEdition) -> HTML {
        let rows = items[item]?.rows(content).map { row -> [HTML] in
            ["<b>\(context.chinese(row.name))</b>", context.chinese(row.value), context.chinese(row.source)]
        }
        guard let rows, !rows.isEmpty else { return .empty }
        return table(name, rows, [.field, .value, .source])
    }

    private var none: HTML { "<p>\(context.say(PersonalDataCopy.none))</p>" }

    private func list(_ parts: [HTML]) -> HTML { parts.isEmpty ? none : "\(parts)" }

    private func section(_ title: Phrase, _ content: HTML) -> HTML {
        PageSection(context.say(title), content).html(in: context)
    }

    private func table(_ caption: String, _ rows: [[HTML]], _ columns: [Column]) -> HTML {
        DataTable(caption: caption, columns: columns.map { context.say($0.word) }, rows: rows, hidesCaption: true)
            .html(in: context)
    }

    private enum Column {
        case field, value, source, when, what, who, note, basis, held, said, due, state, from, until, deeds

        var word: Phrase {
            switch self {
            case .field: PersonalDataCopy.field
            case .value: PersonalDataCopy.value
            case .source: PersonalDataCopy.source
            case .when: PersonalDataCopy.when
            case .what: PersonalDataCopy.what
            case .who: PersonalDataCopy.who
            case .note: PersonalDataCopy.note
            case .basis: PersonalDataCopy.basis
            case .held: PersonalDataCopy.held
            case .said: PersonalDataCopy.said
            case .due: PersonalDataCopy.due
            case .state: PersonalDataCopy.state
            case .from: PersonalDataCopy.from
            case .until: PersonalDataCopy.until
            case .deeds: PersonalDataCopy.deeds
            }
        }
    }
}
