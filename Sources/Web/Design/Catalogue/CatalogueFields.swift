import Kernel

/// The catalogue's form fields, in rest, filled, wrong and optional.
enum CatalogueFields {
    typealias Exhibit = DesignCataloguePage.Exhibit

    static func exhibits(_ context: PageContext) -> [Exhibit] {
        [
            Exhibit("FormField", fields(context)), Exhibit("ErrorSummary", summary(context)),
            Exhibit("FactRow", facts(context)), Exhibit("Disclosure", disclosure(context)),
        ]
    }

    private static func fields(_ context: PageContext) -> HTML {
        let label = context.say(CatalogueCopy.label)
        let hint = context.say(CatalogueCopy.hint)
        let error = context.say(CatalogueCopy.error)
        let reason = context.say(CatalogueCopy.reason)
        let choices = [("yes", CatalogueCopy.step1), ("no", CatalogueCopy.step2)].map { value, phrase in
            FormField.Choice(value: value, label: context.say(phrase), hint: hint)
        }
        let kinds = FormField.TextKind.allCases.map { kind in
            FormField("text.\(kind.rawValue)", "\(label) · \(kind.rawValue)", .text(kind))
        }
        let rest =
            kinds + [
                FormField("filled", label, value: context.say(CatalogueCopy.value), hint: hint),
                FormField("reason", label, hint: hint, reason: reason, isOptional: true),
                FormField("wrong", label, value: context.say(CatalogueCopy.value), hint: hint, error: error),
                FormField("account", label, .account, value: "621700001111222", hint: hint),
                FormField("date", label, .date, value: "1943-05-01", hint: hint),
                FormField("dateWrong", label, .date, hint: hint, error: error),
                FormField("choice", label, .choice(choices), value: "yes"),
                FormField("choiceWrong", label, .choice(choices), error: error),
                FormField("agreement", context.say(CatalogueCopy.sentence), .agreement),
                FormField("longText", label, .longText, hint: hint, isOptional: true),
            ]
        return "<div class=\"form form-stacked\">\(rest, in: context)</div>"
    }

    private static func summary(_ context: PageContext) -> HTML {
        ErrorSummary([
            .init(context.say(CatalogueCopy.error), field: "wrong"),
            .init(context.say(CatalogueCopy.sentence), field: nil),
        ]).html(in: context)
    }

    private static func facts(_ context: PageContext) -> HTML {
        let time = Instant(milliseconds: 1_795_320_930_000)
        let grades = FactRow.TrustGrade.allCases.map { grade in
            FactRow(
                name: "fact\(grade.rawValue)", label: "姓名", value: "王桂英", source: "公安 人口信息", readAt: time,
                grade: grade)
        }
        let states = [
            FactRow(
                name: "disputed", label: "户籍所在地", value: "惠民市临江区", source: "公安 人口信息", readAt: time,
                state: .disputed(correction: "")),
            FactRow(
                name: "missing", label: "健在", value: "", source: "公安 人口信息", readAt: nil,
                state: .missing(CatalogueCopy.missing)),
        ]
        let rows = (grades + states).map { $0.html(in: context, disputeTo: .draftDispute("sample")) }
        return "<div class=\"facts\">\(rows)</div>"
    }

    private static func disclosure(_ context: PageContext) -> HTML {
        Disclosure(context.say(CatalogueCopy.heading), "<p>\(context.say(CatalogueCopy.sentence))</p>").html(
            in: context)
    }
}
