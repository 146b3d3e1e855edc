package import Kernel

/// 办理进度 — what has happened to a case, where it is now and until when, and what comes after.
package struct ProgressTimeline: Component {
    let entries: [Entry]

    /// One stage or event.
    package struct Entry: Sendable {
        package let title: Title
        package let office: String?
        package let detail: String?
        let time: Instant?
        let due: CivilDate?
        package let state: State

        /// - Parameters:
        ///   - office: who has it in hand, by its Chinese name.
        ///   - time: when it happened; `due`: until when it must have.
        package init(
            _ title: Phrase, _ state: State, office: String? = nil, detail: String? = nil, time: Instant? = nil,
            due: CivilDate? = nil
        ) {
            self.title = .ours(title)
            self.state = state
            self.office = office
            self.detail = detail
            self.time = time
            self.due = due
        }

        /// A stage that the item's definition names (in Chinese).
        package init(defined title: String, _ state: State, office: String? = nil, detail: String? = nil) {
            self.title = .defined(title)
            self.state = state
            self.office = office
            self.detail = detail
            time = nil
            due = nil
        }

        /// Whose words the title is in.
        package enum Title: Sendable {
            case ours(Phrase)
            case defined(String)

            func html(in context: PageContext) -> HTML {
                switch self {
                case .ours(let phrase): "\(context.say(phrase))"
                case .defined(let text): context.chinese(text)
                }
            }
        }
    }

    package enum State: String, CaseIterable, Sendable { case done, current, waiting, ahead, refused }

    package init(_ entries: [Entry]) { self.entries = entries }

    package func html(in context: PageContext) -> HTML {
        "<ol class=\"timeline\">\(entries.map { line($0, context) })</ol>"
    }

    private func line(_ entry: Entry, _ context: PageContext) -> HTML {
        let mark: HTML =
            switch entry.state {
            case .done: Icon.check.html
            case .refused: Icon.cross.html
            case .current, .waiting, .ahead: .empty
            }
        let state = "<span class=\"unseen\">\(context.say(DesignCopy.stage(entry.state)))</span>" as HTML
        let office: HTML? = entry.office.map { "<span>\(context.chinese($0))</span>" }
        let time: HTML? = entry.time.map { "<span>\(context.moment($0))</span>" }
        let due: HTML? = entry.due.map {
            "<span class=\"timeline-due\">\(context.say(DesignCopy.dueBefore)) \(context.day($0))</span>"
        }
        let facts = [office, time, due].compactMap { $0 }
        let factLine: HTML? = facts.isEmpty ? nil : "<p class=\"timeline-facts\">\(facts.joined(separator: " "))</p>"
        let detail: HTML? = entry.detail.map { "<p>\(context.chinese($0))</p>" }
        return """
            <li class="timeline-\(entry.state.rawValue)"\
            \(attribute: "aria-current", entry.state == .current ? "step" : nil)><span class="timeline-mark">\(mark)</span>\
            <div><p class="timeline-title">\(entry.title.html(in: context))\(state)</p>\(factLine)\(detail)</div></li>
            """
    }
}
