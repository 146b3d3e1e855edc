import EventLog
import Kernel
package import Web

/// A case that another city decides, as its applicant reads it.
struct ElsewhereReading {
    let city: OtherCity
    let file: CaseFile
    /// With what the city has told.
    let events: [LoggedEvent]
    let today: CivilDate

    func headline(in language: Language) -> Phrase { ElsewhereCopy.headline.with(["city": city.name(in: language)]) }

    /// Who has it: an office there, as far as we were told.
    var office: String { told?.body["office"]?.string ?? city.name }

    /// What the applicant should know beside the steps; `nil` where these say everything.
    func note(in language: Language) -> String? {
        let name = city.name(in: language)
        if let returned, isLast(returned) {
            return ElsewhereCopy.isReturned.with(["city": name, "reason": returned.body["reason"]?.string ?? ""])
                .text(in: language)
        }
        if let due = file.stageDueOn ?? file.dueOn, due < today {
            return ElsewhereCopy.overdue.with(["city": name, "telephone": city.telephone]).text(in: language)
        }
        let hasArrived = events.contains { $0.kind == CaseEvents.received && $0.body["city"] != nil }
        return hasArrived ? nil : ElsewhereCopy.onItsWay.with(["city": name]).text(in: language)
    }

    private var told: LoggedEvent? {
        events.last { $0.body["city"] != nil && $0.body["office"]?.string != nil && $0.kind != CaseEvents.forwarded }
    }
    private var returned: LoggedEvent? { events.last { $0.kind == CaseEvents.messageRefused } }

    private func isLast(_ event: LoggedEvent) -> Bool {
        !events.contains {
            $0.sequence > event.sequence && [CaseEvents.sentAgain, CaseEvents.messageSent].contains($0.kind)
        }
    }
}

/// 送往办理地 — says before the application that another city decides on it, and within which time.
package struct ElsewhereNote: Component {
    /// In the reader's language.
    let city: String
    let terms: CrossCityTerms

    package func html(in context: PageContext) -> HTML {
        let text = context.say(
            ElsewhereCopy.formText, ["city": city, "push": String(terms.push), "decide": String(terms.decide)])
        return Callout(.info, context.say(ElsewhereCopy.formTitle, ["city": city]), "<p>\(text)</p>").html(in: context)
    }
}
