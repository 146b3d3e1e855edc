package import Kernel

/// 已知信息 — a value that we hold already, with where it came from, when, and how far it can be trusted; beside it the
/// button by which the person says that it is wrong.
package struct FactRow: Component, Hashable {
    /// The name of the information field, as the definition has it.
    package let name: String
    package let label: String
    package let value: String
    /// Who says so: `公安 人口信息`.
    package let source: String
    package let readAt: Instant?
    package let grade: TrustGrade
    package let state: State
    package let reader: Reader

    /// Whom the row speaks to.
    package enum Reader: Hashable, Sendable { case applicant, officer }

    /// 信任等级 (国办函〔2016〕108号): what stands behind a value.
    package enum TrustGrade: String, CaseIterable, Sendable {
        /// Issued by the agency itself.
        case issued = "A"
        /// Checked against an original.
        case checked = "B"
        /// A copy that the person uploaded.
        case uploaded = "C"
        /// The person's own word, with a promise.
        case declared = "D"
    }

    package enum State: Hashable, Sendable {
        case held
        /// The person has said that it is wrong, and perhaps what is right.
        case disputed(correction: String)
        /// The source did not answer or holds nothing: the sentence says which.
        case missing(Phrase)
    }

    package init(
        name: String, label: String, value: String, source: String, readAt: Instant?, grade: TrustGrade = .issued,
        state: State = .held, reader: Reader = .applicant
    ) {
        self.name = name
        self.label = label
        self.value = value
        self.source = source
        self.readAt = readAt
        self.grade = grade
        self.state = state
        self.reader = reader
    }

    /// Read only, as on a summary or a concluded case.
    package func html(in context: PageContext) -> HTML { html(in: context, disputeTo: nil) }

    /// - Parameter path: where "this is wrong" is posted to; the row must stand in a form. `nil` for read only.
    package func html(in context: PageContext, disputeTo path: SitePath?) -> HTML {
        """
        <div class="fact fact-\(stateName)"><div class="fact-main"><p class="fact-label">\(context.chinese(label))</p>\
        <p class="fact-value">\(shownValue(context))</p>\(origin(context))</div>\(path.map { action($0, context) })</div>
        """
    }

    private var stateName: String {
        switch state {
        case .held: "held"
        case .disputed: "disputed"
        case .missing: "missing"
        }
    }

    private func shownValue(_ context: PageContext) -> HTML {
        switch state {
        case .held: context.readable(value)
        case .disputed: "<s>\(context.readable(value))</s>"
        case .missing(let why): "\(context.say(why))"
        }
    }

    private func origin(_ context: PageContext) -> HTML {
        if case .disputed(let correction) = state { return disputed(correction, context) }
        if case .missing = state { return "<p class=\"fact-source\">\(context.chinese(source))</p>" }
        let time: HTML? = readAt.map { " · \(context.moment($0)) \(context.say(DesignCopy.readThen))" }
        let gradeWord = context.say(DesignCopy.grade(grade, for: reader))
        return """
            <p class="fact-source">\(Icon.shield.html)<span>\(context.chinese(source))\(time) · \
            <span class="fact-grade">\(grade.rawValue)</span> \(gradeWord)</span></p>
            """
    }

    /// To the applicant: what comes of it. To an officer: what the applicant says, beside who says otherwise.
    private func disputed(_ correction: String, _ context: PageContext) -> HTML {
        guard reader == .officer else { return "<p class=\"fact-source\">\(context.say(DesignCopy.disputed))</p>" }
        let right = context.readable(correction)
        let words: HTML =
            correction.isEmpty
            ? "\(context.say(DesignCopy.applicantDisputes))"
            : "\(context.say(DesignCopy.applicantSays))<b>\(right)</b>"
        return """
            <p class="fact-source">\(words)</p>\
            <p class="fact-source">\(Icon.shield.html)<span>\(context.chinese(source))</span></p>
            """
    }

    private func action(_ path: SitePath, _ context: PageContext) -> HTML {
        switch state {
        case .held:
            let button = ActionButton(
                context.say(DesignCopy.thisIsWrong), .quiet,
                .submitElsewhere(path, name: FormName.dispute, value: name), context: label)
            return "<div class=\"fact-action\">\(button, in: context)</div>"
        case .disputed(let correction):
            let field = FormField(
                FormName.correctionPrefix + name, context.say(DesignCopy.whatIsRight, ["label": label]),
                value: correction, hint: context.say(DesignCopy.whatIsRightHint), isOptional: true)
            let button = ActionButton(
                context.say(DesignCopy.undispute), .quiet,
                .submitElsewhere(path, name: FormName.undispute, value: name), context: label)
            return "<div class=\"fact-correction\">\(field, in: context)\(button, in: context)</div>"
        case .missing: return .empty
        }
    }
}
