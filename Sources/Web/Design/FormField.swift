/// 填写项 — one question of a form: label, why it is asked, an example, the place to answer, and what is wrong with the
/// answer if anything is.
package struct FormField: Component {
    let name: String
    let label: String
    let input: Input
    let value: String
    let hint: String?
    let reason: String?
    let error: String?
    let isOptional: Bool

    /// What sort of answer it takes.
    package enum Input: Sendable {
        case text(TextKind = .plain)
        /// Year, month and day in three boxes: `name.year`, `name.month`, `name.day` (read with `FormFields.day(_:)`).
        case date
        case choice([Choice])
        case account
        case longText
        /// A text with lines and columns that count: a definition.
        case sourceText
        /// A file that is read in the browser and sent nowhere; endings and types that are offered.
        case localFile(accepting: String)
        /// One box to tick, with the sentence that one agrees to as its label; sends `yes`.
        case agreement
    }

    /// Which keyboard and which autofill suit the text.
    package enum TextKind: String, CaseIterable, Sendable {
        case plain, personName, residentID, oneTimeCode, phone, number
    }

    /// One of the answers to choose from.
    package struct Choice: Sendable {
        let value: String
        let label: String
        let hint: String?

        package init(value: String, label: String, hint: String? = nil) {
            self.value = value
            self.label = label
            self.hint = hint
        }
    }

    /// - Parameters:
    ///   - value: what has been answered so far (a date as `yyyy-MM-dd`).
    ///   - hint: how to answer, with an example.
    ///   - reason: why it is asked of the person rather than looked up (只填查不到的).
    package init(
        _ name: String, _ label: String, _ input: Input = .text(), value: String = "", hint: String? = nil,
        reason: String? = nil, error: String? = nil, isOptional: Bool = false
    ) {
        self.name = name
        self.label = label
        self.input = input
        self.value = value
        self.hint = hint
        self.reason = reason
        self.error = error
        self.isOptional = isOptional
    }

    /// The element's id for a field's name; what an `ErrorSummary` links to.
    package static func elementID(_ name: String) -> String { "f-" + name }

    package func html(in context: PageContext) -> HTML {
        let style = "field" + (error == nil ? "" : " field-wrong")
        let title: HTML = "\(label)\(optionalMark(context))"
        switch input {
        case .agreement:
            return "<div class=\"\(style)\">\(notes(context))\(control(context))</div>"
        case .date, .choice:
            return """
                <fieldset class="\(style)" id="\(id)" tabindex="-1"\(attribute: "aria-describedby", describedBy)>\
                <legend>\(title)</legend>\(notes(context))\(control(context))</fieldset>
                """
        case .text, .account, .longText, .sourceText, .localFile:
            return """
                <div class="\(style)"><label for="\(id)">\(title)</label>\(notes(context))\(control(context))</div>
                """
        }
    }

    var id: String { FormField.elementID(name) }

    /// The ids of the sentences that belong to the control, for screen readers.
    var describedBy: String? {
        let parts = [("-hint", hint), ("-why", reason), ("-error", error)].compactMap { suffix, text in
            text == nil ? nil : id + suffix
        }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    private func optionalMark(_ context: PageContext) -> HTML? {
        isOptional ? "<span class=\"optional\">\(context.say(DesignCopy.optional))</span>" : nil
    }

    private func notes(_ context: PageContext) -> HTML {
        let hintLine: HTML? = hint.map { "<p class=\"hint\" id=\"\(id)-hint\">\($0)</p>" }
        let reasonLine: HTML? = reason.map {
            "<p class=\"hint why\" id=\"\(id)-why\">\(Icon.info.html)\(context.say(DesignCopy.whyAsked))\($0)</p>"
        }
        let errorLine: HTML? = error.map {
            "<p class=\"error\" id=\"\(id)-error\">\(Icon.warning.html)<span>\($0)</span></p>"
        }
        return "\(hintLine)\(reasonLine)\(errorLine)"
    }
}
