import FEEL
public import Kernel

extension Qualification {
    /// One sentence for each way, in plain words.
    public var sentences: [Phrase] { ways.map(\.sentence) }

    /// Said to those who go by the ways where the search came to its limit; `nil` where it was complete.
    public var restriction: Phrase? {
        isComplete
            ? nil
            : Phrase(
                "decision.way.searchedSoFar", zh: "只找到这里：这张表算起来太费时，也许还有更近的路。",
                en: "Searched so far: this table takes long to compute, and there may be a nearer way.")
    }
}

extension Qualification.Way {
    /// `其他情况不变的话，2027年5月3日起符合“八十岁档”。`
    public var sentence: Phrase {
        let rule = ["rule": rule]
        let changed = Phrase.list(changes.map(\.phrase), zh: "，并且", en: ", and ")
        return switch (from, changes.isEmpty) {
        case (let day?, true):
            Phrase(
                "decision.way.day", zh: "其他情况不变的话，{day}起符合“{rule}”。",
                en: "If nothing else changes, “{rule}” is met from {dayEnglish}.", rule
            ).with("day", day.words)
        case (let day?, false):
            Phrase(
                "decision.way.changeAndDay", zh: "如果{changes}，{day}起符合“{rule}”。",
                en: "If {changesEnglish}, “{rule}” is met from {dayEnglish}.", rule
            ).with("day", day.words).with("changes", changed)
        case (nil, _):
            Phrase(
                "decision.way.change", zh: "如果{changes}，就符合“{rule}”。", en: "If {changesEnglish}, “{rule}” is met.",
                rule
            ).with("changes", changed)
        }
    }
}

extension Qualification.Change {
    /// `月收入不高于 1200 （现在是 1500）`
    public var phrase: Phrase {
        let needs = Phrase.list(requirements.map(\.phrase), zh: "、", en: " and ")
        let phrase: Phrase =
            switch (now, isDirect) {
            case (_?, true):
                Phrase(
                    "decision.change.direct", zh: "{needs}（现在是{now}）", en: "{needsEnglish} (now {nowEnglish})")
            case (nil, true):
                Phrase("decision.change.confirmed", zh: "查实{needs}", en: "it is confirmed that {needsEnglish}")
            case (let now?, false):
                Qualification.Change.computed(now.number == nil ? nil : now.order(to: value))
            case (nil, false):
                Phrase(
                    "decision.change.confirmedComputed", zh: "查实{fact}，并且{needs}",
                    en: "{fact} is confirmed and {needsEnglish}")
            }
        return phrase.with(["fact": fact]).with("needs", needs).with("now", (now ?? .null).words)
            .with("value", value.words)
    }

    private static func computed(_ order: Int?) -> Phrase {
        switch order {
        case -1:
            Phrase(
                "decision.change.raised", zh: "{fact}由{now} 增加到{value}（使{needs}）",
                en: "{fact} rises from {nowEnglish} to {valueEnglish} (so that {needsEnglish})")
        case 1:
            Phrase(
                "decision.change.lowered", zh: "{fact}由{now} 减少到{value}（使{needs}）",
                en: "{fact} falls from {nowEnglish} to {valueEnglish} (so that {needsEnglish})")
        default:
            Phrase(
                "decision.change.computed", zh: "{needs}（{fact}现在是{now}）",
                en: "{needsEnglish} ({fact} is now {nowEnglish})")
        }
    }
}
