package import Kernel

/// 变更说明 — what differs between two versions of a definition, in the words of somebody who is filling in the form.
package struct ItemChanges: Sendable {
    private let old: ServiceItem
    private let new: ServiceItem
    private let day: CivilDate

    /// - Parameter day: on which standards are compared.
    package init(from old: ServiceItem, to new: ServiceItem, on day: CivilDate) {
        (self.old, self.new, self.day) = (old, new, day)
    }

    /// One sentence for each thing that changed; never empty, since a reader has been told that something did.
    package var sentences: [Phrase] {
        let found = standards + fields + materials + terms + rules
        return found.isEmpty ? [ItemChangesCopy.wording] : found
    }

    private var standards: [Phrase] {
        new.standards.flatMap { standard -> [Phrase] in
            let before = old.standards.first { $0.name == standard.name }?.inForce(on: day)
            return (standard.inForce(on: day)?.steps ?? []).compactMap { step in
                let value = before?.steps.first { $0.name == step.name }?.value
                guard value != step.value else { return nil }
                let name =
                    step.name == StandardValue.singleStep ? standard.name : "\(standard.name)（\(step.name)）"
                return value.map {
                    ItemChangesCopy.standard(name, from: "\($0)", to: "\(step.value)", unit: standard.unit)
                } ?? ItemChangesCopy.standardAdded(name, "\(step.value) \(standard.unit)")
            }
        }
    }

    private var fields: [Phrase] {
        let added = new.informationFields.filter { old.field(named: $0.name) == nil }
        let gone = old.informationFields.filter { new.field(named: $0.name) == nil }
        let obtained = new.informationFields.filter { field in
            field.source != nil && old.field(named: field.name).map { $0.source == nil } == true
        }
        return [
            named(added.map(\.name), ItemChangesCopy.fieldsAdded), named(gone.map(\.name), ItemChangesCopy.fieldsGone),
            named(obtained.map(\.name), ItemChangesCopy.fieldsObtained),
        ].compactMap { $0 }
    }

    private var materials: [Phrase] {
        func wanted(_ item: ServiceItem) -> [String] { item.materials.filter { $0.waivedBy == nil }.map(\.name) }
        let (before, after) = (wanted(old), wanted(new))
        return [
            named(after.filter { !before.contains($0) }, ItemChangesCopy.materialsAdded),
            named(before.filter { !after.contains($0) }, ItemChangesCopy.materialsGone),
        ].compactMap { $0 }
    }

    private var terms: [Phrase] {
        var changes: [Phrase] = []
        if old.limits.committedManual != new.limits.committedManual {
            changes.append(
                ItemChangesCopy.term(
                    from: old.limits.committedManual.description, to: new.limits.committedManual.description))
        }
        if old.service.fee != new.service.fee { changes.append(ItemChangesCopy.fee) }
        if old.outcome.certificate != new.outcome.certificate {
            changes.append(ItemChangesCopy.certificate(new.outcome.certificate))
        }
        return changes
    }

    private var rules: [Phrase] {
        let isSame =
            old.rules?.definitionsText == new.rules?.definitionsText && old.rules?.tableText == new.rules?.tableText
        return isSame ? [] : [ItemChangesCopy.rules]
    }

    private func named(_ names: [String], _ sentence: (String) -> Phrase) -> Phrase? {
        names.isEmpty ? nil : sentence(names.joined(separator: "、"))
    }
}

/// Sentences of `ItemChanges`.
enum ItemChangesCopy {
    static let wording = Phrase(
        "itemChanges.wording", zh: "文字有调整，要填的、要符合的条件和时限都没有变。",
        en: "The wording was revised; what to enter, the conditions and the time limits are the same.")
    static let rules = Phrase(
        "itemChanges.rules", zh: "批准的条件有调整，提交时按新规定核对。",
        en: "The conditions changed; the new ones apply when you submit.")
    static let fee = Phrase("itemChanges.fee", zh: "收费有调整，请看办事指南。", en: "The fee changed; see the guide.")

    static func standard(_ name: String, from: String, to: String, unit: String) -> Phrase {
        Phrase(
            "itemChanges.standard", zh: "{name}由 {from} 改为 {to} {unit}。", en: "{name}: {from} became {to} {unit}.",
            ["name": name, "from": from, "to": to, "unit": unit])
    }

    static func standardAdded(_ name: String, _ value: String) -> Phrase {
        Phrase(
            "itemChanges.standardAdded", zh: "新增标准：{name}，{value}。", en: "New standard: {name}, {value}.",
            ["name": name, "value": value])
    }

    static func fieldsAdded(_ names: String) -> Phrase {
        Phrase(
            "itemChanges.fieldsAdded", zh: "新增要核对的信息：{names}。", en: "New information is needed: {names}.",
            ["names": names])
    }

    static func fieldsGone(_ names: String) -> Phrase {
        Phrase("itemChanges.fieldsGone", zh: "不再需要：{names}。", en: "No longer needed: {names}.", ["names": names])
    }

    static func fieldsObtained(_ names: String) -> Phrase {
        Phrase(
            "itemChanges.fieldsObtained", zh: "这些改由我们查，您不用再填：{names}。",
            en: "We look this up now; you need not enter it: {names}.", ["names": names])
    }

    static func materialsAdded(_ names: String) -> Phrase {
        Phrase("itemChanges.materialsAdded", zh: "新增材料：{names}。", en: "New papers: {names}.", ["names": names])
    }

    static func materialsGone(_ names: String) -> Phrase {
        Phrase(
            "itemChanges.materialsGone", zh: "不用再交：{names}。", en: "Papers no longer needed: {names}.",
            ["names": names])
    }

    static func term(from: String, to: String) -> Phrase {
        Phrase(
            "itemChanges.term", zh: "人工办理的时限由 {from} 改为 {to}。", en: "Officers now take {to} instead of {from}.",
            ["from": from, "to": to])
    }

    static func certificate(_ name: String) -> Phrase {
        Phrase("itemChanges.certificate", zh: "办好后发的是《{name}》。", en: "You will receive: {name}.", ["name": name])
    }
}
