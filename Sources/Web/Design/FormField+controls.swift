package import Kernel

extension FormField {
    /// The place to answer.
    func control(_ context: PageContext) -> HTML {
        switch input {
        case .text(let kind): textControl(kind)
        case .account: accountControl
        case .longText:
            """
            <textarea id="\(id)" name="\(name)" rows="4" maxlength="1000"\(shared)>\(value)</textarea>
            """
        case .sourceText:
            """
            <textarea class="source" id="\(id)" name="\(name)" rows="18" maxlength="200000" wrap="off" \
            spellcheck="false" autocapitalize="off"\(shared)>\n\(value)</textarea>
            """
        case .localFile(let accepted):
            "<input class=\"input\" id=\"\(id)\" type=\"file\" accept=\"\(accepted)\"\(shared)>"
        case .agreement:
            """
            <label class="choice" for="\(id)"><input type="checkbox" id="\(id)" name="\(name)" value="yes"\
            \(attribute: "checked", value == "yes")\(shared)><span>\(label)</span></label>
            """
        case .date: dateControl(context)
        case .choice(let choices): "<div class=\"choices\">\(choices.enumerated().map(choiceControl))</div>"
        }
    }

    private var shared: HTML {
        """
        \(attribute: "aria-describedby", describedBy)\(attribute: "aria-invalid", error == nil ? nil : "true")\
        \(attribute: "required", !isOptional)
        """
    }

    private func textControl(_ kind: TextKind) -> HTML {
        let mode: HTML =
            switch kind {
            case .plain: "type=\"text\" maxlength=\"200\""
            case .personName: "type=\"text\" maxlength=\"60\" autocomplete=\"name\" spellcheck=\"false\""
            case .residentID:
                "type=\"text\" maxlength=\"24\" autocomplete=\"off\" autocapitalize=\"characters\" spellcheck=\"false\""
            case .oneTimeCode: "type=\"text\" maxlength=\"8\" autocomplete=\"one-time-code\" inputmode=\"numeric\""
            case .phone: "type=\"tel\" maxlength=\"20\" autocomplete=\"tel\""
            case .number: "type=\"text\" maxlength=\"20\" inputmode=\"decimal\""
            }
        return """
            <input class="input input-\(kind.rawValue)" id="\(id)" name="\(name)" \(mode)\
            \(attribute: "value", filled)\(shared)>
            """
    }

    private var accountControl: HTML {
        """
        <input class="input input-account" id="\(id)" name="\(name)" type="text" inputmode="numeric" maxlength="40" \
        autocomplete="off" spellcheck="false" data-groups\(attribute: "value", filled)\(shared)>
        """
    }

    private var filled: String? { value.isEmpty ? nil : value }

    private func dateControl(_ context: PageContext) -> HTML {
        let parts = [("year", DesignCopy.year, 4), ("month", DesignCopy.month, 2), ("day", DesignCopy.day, 2)]
        let boxes = zip(parts, dateTexts).map { box, text -> HTML in
            let (part, label, digits) = box
            return """
                <div><label for="\(id)-\(part)">\(context.say(label))</label><input class="input input-\(part)" \
                id="\(id)-\(part)" name="\(name).\(part)" type="text" inputmode="numeric" maxlength="\(digits)" \
                autocomplete="off"\(attribute: "value", text)\(attribute: "aria-invalid", error == nil ? nil : "true")></div>
                """
        }
        return "<div class=\"date-boxes\">\(boxes)</div>"
    }

    /// Year, month and day as they stand in the boxes: what was typed stays, even where there is no such day.
    private var dateTexts: [String?] {
        if let day = CivilDate(value) { return ["\(day.year)", "\(day.month)", "\(day.day)"] }
        let typed = value.split(separator: "-", omittingEmptySubsequences: false).map { $0.isEmpty ? nil : String($0) }
        return typed.count == 3 ? typed : [nil, nil, nil]
    }

    private func choiceControl(_ index: Int, _ choice: Choice) -> HTML {
        let hint: HTML? = choice.hint.map { "<span class=\"hint\">\($0)</span>" }
        return """
            <label class="choice"><input type="radio" name="\(name)" value="\(choice.value)"\
            \(attribute: "checked", choice.value == value)><span>\(choice.label)\(hint)</span></label>
            """
    }
}

extension FormFields {
    /// The day typed into a date field's three boxes; `nil` where there is no such day.
    package func day(_ name: String) -> CivilDate? {
        let numbers = ["year", "month", "day"].compactMap { text("\(name).\($0)").flatMap { Int($0) } }
        return numbers.count == 3 ? CivilDate(year: numbers[0], month: numbers[1], day: numbers[2]) : nil
    }
}
