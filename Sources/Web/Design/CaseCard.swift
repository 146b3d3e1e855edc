package import Kernel

/// 办件卡片 — one case in a list: what it is, how it stands, and until when.
package struct CaseCard: Component {
    let id: String
    let itemName: String
    let status: Phrase
    let tone: Tag.Tone
    let submittedOn: CivilDate
    let due: CivilDate?

    /// - Parameters:
    ///   - id: as `SitePath.caseFile` takes it.
    ///   - due: until when the office must have acted; `nil` where nothing is owed any more.
    package init(
        id: String, itemName: String, status: Phrase, tone: Tag.Tone, submittedOn: CivilDate, due: CivilDate? = nil
    ) {
        self.id = id
        self.itemName = itemName
        self.status = status
        self.tone = tone
        self.submittedOn = submittedOn
        self.due = due
    }

    package func html(in context: PageContext) -> HTML {
        let deadline: HTML? = due.map { " · \(context.say(DesignCopy.dueBefore)) \(context.day($0))" }
        let text: HTML = "\(context.day(submittedOn)) \(context.say(DesignCopy.submitted))\(deadline)"
        return LinkCard(
            context.chinese(itemName), .caseFile(id), text: text, tags: [Tag(context.say(status), tone)],
            icon: .document
        ).html(in: context)
    }
}
