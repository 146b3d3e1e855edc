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

/// 我的全部数据 — what a page and a paper say of it alike: sections of headings, lines and tables, in the person's language.
/// Accounts, numbers and phones are shown in part.
struct PersonalDataDocument {
    let data: PersonalData
    let items: [ItemEdition: InformationReading]
    let words: ReadWords
    let language: Language

    /// 一章
    struct Section {
        let title: Phrase
        let parts: [Part]
    }

    /// What a section is made of.
    enum Part {
        case heading(Words)
        case line([Words])
        case pairs([(name: Words, value: Words)])
        case table(caption: Words, columns: [Phrase], rows: [[Words]])
    }

    /// The words of one place.
    enum Words {
        /// Ours, in the person's language.
        case ours(Phrase)
        /// Of definitions, offices and people: in Chinese.
        case chinese(String)
        /// A name at the head of its line.
        case strong(String)
        case plain(String)
        case day(CivilDate)
        case moment(Instant)
    }

    var sections: [Section] {
        [
            Section(title: PersonalDataCopy.me, parts: [person]),
            section(PersonalDataCopy.cases, data.cases.flatMap(parts)),
            section(PersonalDataCopy.drafts, data.drafts.flatMap(parts)),
            section(PersonalDataCopy.certificates, data.certificates.flatMap(parts)),
            section(PersonalDataCopy.imports, data.imports.flatMap(parts)),
            table(PersonalDataCopy.importDeeds, [.when, .what, .source, .fields, .basis], data.importDeeds.map(row)),
            table(PersonalDataCopy.showings, [.when, .who, .what, .basis, .state], data.showings.map(row)),
            table(PersonalDataCopy.mandates, [.who, .what, .from, .until, .state, .deeds], data.mandates.map(row)),
            table(PersonalDataCopy.reads, [.when, .who, .what, .basis], data.reads.map(row)),
            table(PersonalDataCopy.disputes, [.field, .held, .said, .due, .state], data.disputes.map(row)),
        ]
    }

    private func section(_ title: Phrase, _ parts: [Part]) -> Section {
        Section(title: title, parts: parts.isEmpty ? [.line([.ours(PersonalDataCopy.none)])] : parts)
    }

    private func table(_ title: Phrase, _ columns: [Column], _ rows: [[Words]]) -> Section {
        section(title, rows.isEmpty ? [] : [.table(caption: .ours(title), columns: columns.map(\.word), rows: rows)])
    }

    private var person: Part {
        .pairs([
            (.ours(PersonalDataCopy.name), .chinese(data.person.name)),
            (.ours(PersonalDataCopy.number), .plain(data.person.residentID.masked)),
            (
                .ours(PersonalDataCopy.phone),
                .plain(data.person.phone.flatMap { MobileNumber($0)?.masked } ?? "—")
            ),
        ])
    }
}

// MARK: Cases, drafts, certificates

extension PersonalDataDocument {
    private func parts(_ held: PersonalData.HeldCase) -> [Part] {
        let file = held.file
        let reading = CaseEventReading(file: file, events: held.events)
        let steps = held.events.compactMap { event -> [Words]? in
            guard let entry = reading.entry(event) else { return nil }
            let detail = [entry.office, entry.detail ?? event.reason].compactMap(\.self).joined(separator: "　")
            return [.moment(event.effective), Self.words(entry.title), .chinese(detail)]
        }
        let name = Words.chinese("\(data.itemName(file.itemID))　\(file.number)")
        let benefit = held.benefit.map { benefit -> Part in
            let amount = YuanText.plain(fen: Int(benefit.amountFen))
            return .line([.ours(PersonalDataCopy.benefit.with(["amount": amount])), .day(benefit.startsOn)])
        }
        let life = Part.table(caption: name, columns: Column.words([.when, .what, .note]), rows: steps)
        return [.heading(name)] + [benefit, life].compactMap(\.self)
            + facts(held.content, name, ItemEdition(item: file.itemID, version: file.itemVersion))
    }

    private func parts(_ draft: Draft) -> [Part] {
        let name = Words.chinese(data.itemName(draft.itemID))
        return [.heading(name)]
            + facts(draft.content, name, ItemEdition(item: draft.itemID, version: draft.itemVersion))
    }

    private func parts(_ held: PersonalData.HeldCertificate) -> [Part] {
        let certificate = held.certificate
        let name = Words.chinese("\(certificate.typeName)　\(certificate.number)")
        let fields = certificate.fields.map { field -> (name: Words, value: Words) in
            (.ours(field.label), Self.words(ofValue: field.value))
        }
        let deeds = held.deeds.map { deed -> [Words] in
            let words = [deed.officer, deed.reason, deed.ground].compactMap(\.self).joined(separator: "　")
            return [.moment(deed.at), .ours(deed.act.words), .chinese(words)]
        }
        let life = Part.table(caption: name, columns: Column.words([.when, .what, .note]), rows: deeds)
        return [.heading(name), .pairs(fields)] + (deeds.isEmpty ? [] : [life])
    }

    private func parts(_ certificate: ImportedCertificate) -> [Part] {
        let source = certificate.source
        let fields = certificate.fields.map { field -> (name: Words, value: Words) in
            (.ours(field.label), Self.words(ofValue: field.value))
        }
        let origin: [(name: Words, value: Words)] = [
            (.ours(PersonalDataCopy.source), .chinese("\(source.department) \(source.resource)")),
            (.ours(PersonalDataCopy.grade), .ours(source.gradeWords)),
            (.ours(PersonalDataCopy.readAt), .moment(source.readAt)),
            (.ours(PersonalDataCopy.agreedAt), .moment(certificate.agreedAt)),
        ]
        return [.heading(.ours(certificate.title)), .pairs(fields + origin)]
    }

    private func facts(_ content: DraftContent, _ name: Words, _ item: ItemEdition) -> [Part] {
        let rows = items[item]?.rows(content).map { row -> [Words] in
            [.strong(row.name), Self.words(ofValue: row.value), .chinese(row.source)]
        }
        guard let rows, !rows.isEmpty else { return [] }
        return [.table(caption: name, columns: Column.words([.field, .value, .source]), rows: rows)]
    }

    /// A day as people write it, an id number in part.
    private static func words(ofValue value: String) -> Words {
        CivilDate(value).map(Words.day) ?? .chinese(ResidentID(value)?.masked ?? value)
    }

    private static func words(_ title: ProgressTimeline.Entry.Title) -> Words {
        switch title {
        case .ours(let phrase): .ours(phrase)
        case .defined(let text): .chinese(text)
        }
    }
}

// MARK: Showings, mandates, reads, disputes

extension PersonalDataDocument {
    private func row(_ showing: CertificatePresentation) -> [Words] {
        let kept = (data.certificate(shownBy: showing)?.fields ?? []).filter { showing.claims.contains($0.claim) }
        let labels = showing.labels.isEmpty ? kept.map(\.label) : showing.labels
        let what = ([data.typeName(shownBy: showing)].compactMap(\.self) + labels.map(\.chinese)).joined(separator: "、")
        return [
            .moment(showing.createdAt), .chinese(showing.verifier ?? "—"), .chinese(what),
            .ours(showing.purpose.words), .ours(PersonalDataCopy.state(of: showing, at: data.at)),
        ]
    }

    private func row(_ deed: ImportDeed) -> [Words] {
        let fields = deed.asked?.fields.joined(separator: "、")
        return [
            .moment(deed.at), .ours(PersonalDataCopy.deed(deed)), .chinese(deed.asked?.department ?? "—"),
            .chinese(fields ?? "—"), .chinese(deed.asked?.basis ?? "—"),
        ]
    }

    private func row(_ held: PersonalData.HeldMandate) -> [Words] {
        let mandate = held.mandate
        let powers = mandate.powers.map { $0.words.text(in: language) }.joined(separator: "；")
        return [
            .chinese("\(mandate.principal.name) → \(mandate.agent.name)"), .plain(powers), .day(mandate.from),
            .day(mandate.until), .ours(mandate.standing(at: data.at).words), .plain(String(held.deeds.count)),
        ]
    }

    private func row(_ read: DataRead) -> [Words] { [.moment(read.at), who(read), what(read), basis(read)] }

    private func who(_ read: DataRead) -> Words {
        switch read.outcome {
        case DataRead.seenByAgent: .ours(PersonalDataCopy.agent.with(["name": read.reader]))
        case DataRead.shownByHolder: .ours(PersonalDataCopy.verifier.with(["name": read.reader]))
        default: .chinese(read.reader)
        }
    }

    private func what(_ read: DataRead) -> Words {
        let text = words.text(read, in: language)
        return switch read.outcome {
        case DataRead.notGranted: .ours(PersonalDataCopy.notGranted.with(["what": text]))
        case DataRead.overQuota: .ours(PersonalDataCopy.overQuota.with(["what": text]))
        default: .chinese(text)
        }
    }

    private func basis(_ read: DataRead) -> Words {
        if read.outcome == DataRead.seenByAgent { return .ours(PersonalDataCopy.byMandate) }
        let purpose = read.outcome == DataRead.shownByHolder ? PresentationPurpose(rawValue: read.purpose.basis) : nil
        return purpose.map { .ours($0.words) } ?? .chinese(read.purpose.basis)
    }

    private func row(_ dispute: FactDispute) -> [Words] {
        [
            .chinese(words.text(dispute.field, of: dispute.resource, in: language)),
            Self.shown(dispute.claim.held), Self.shown(dispute.claim.said), .day(dispute.dueOn),
            .ours(PersonalDataCopy.state(dispute.state.rawValue)),
        ]
    }

    /// A value of which nothing but its text is known: days and yes and no in words, long numbers by their end.
    private static func shown(_ text: String) -> Words {
        if let day = CivilDate(text) { return .day(day) }
        switch text {
        case "true": return .chinese("是")
        case "false": return .chinese("否")
        default:
            let masked = ResidentID(text)?.masked ?? MobileNumber(text)?.masked
            return .chinese(masked ?? (text.filter(\.isNumber).count > 7 ? "尾号 \(text.suffix(4))" : text))
        }
    }
}

/// The columns that tables of one's data have.
private enum Column {
    case field, fields, value, source, when, what, who, note, basis, held, said, due, state, from, until, deeds

    static func words(_ columns: [Column]) -> [Phrase] { columns.map(\.word) }

    var word: Phrase {
        switch self {
        case .field: PersonalDataCopy.field
        case .fields: PersonalDataCopy.fields
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
