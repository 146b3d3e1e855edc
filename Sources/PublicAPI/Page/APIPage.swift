import Kernel
import Web

/// 接口说明 — the interface for people: how to begin, every operation, and what a refusal looks like. Made of the same
/// descriptions as the document.
enum APIPage {
    static func render(_ context: PageContext) -> HTML {
        let title = context.say(APICopy.title)
        let head = PageHead("\(title)", lead: context.say(APICopy.lead))
        let download = ActionButton(
            context.say(APICopy.document), .secondary, .download(.apiDocument), icon: .download)
        return PageLayout.page(
            context, title: title, width: .wide, isIndexable: true,
            main: """
                \(head, in: context)<div class="actions">\(download, in: context)</div>\
                \(start(context))\(Operation.Group.allCases.map { group($0, context) })\(refusals(context))
                """)
    }

    private static func start(_ context: PageContext) -> HTML {
        let steps = [
            (APICopy.search, APIExamples.search), (APICopy.challenge, APIExamples.challenge),
            (APICopy.code, APIExamples.code), (APICopy.apply, APIExamples.apply), (APICopy.follow, APIExamples.follow),
            (APICopy.verify, APIExamples.verify), (APICopy.work, APIExamples.work),
        ].map { phrase, command -> HTML in
            "<li><p>\(context.say(phrase))</p><p class=\"checkpoint\"><code>\(command)</code></p></li>"
        }
        return PageSection(context.say(APICopy.start), "<ol class=\"stack\">\(steps)</ol>").html(in: context)
    }

    private static func group(_ group: Operation.Group, _ context: PageContext) -> HTML {
        let title = context.say(APICopy.group(group))
        let rows = Operation.all.filter { $0.group == group }.map { operation -> [HTML] in
            let who = context.say(APICopy.who(operation.access))
            return [
                "<code>\(operation.method.rawValue) /api/v1\(operation.path)</code>",
                "\(context.say(operation.summary))",
                "\(who)",
            ]
        }
        let columns = [APICopy.columnAddress, APICopy.columnMeaning, APICopy.columnWho].map { context.say($0) }
        let table = DataTable(caption: title, columns: columns, rows: rows, hidesCaption: true)
        return PageSection(title, id: group.rawValue, table.html(in: context)).html(in: context)
    }

    private static func refusals(_ context: PageContext) -> HTML {
        let lines = [
            IconList.Line(.info, "400", "\(context.say(APICopy.status400))"),
            IconList.Line(.lock, "401, 403", "\(context.say(APICopy.status401))"),
            IconList.Line(.info, "409, 422", "\(context.say(APICopy.status422))"),
            IconList.Line(.clock, "429, 503", "\(context.say(APICopy.status503))"),
        ]
        return PageSection(
            context.say(APICopy.refusals),
            """
            <p>\(context.say(APICopy.refusalsText))</p>\(IconList(lines), in: context)\
            <p class="checkpoint"><code>\(APIExamples.problem)</code></p>
            """
        ).html(in: context)
    }
}

/// Commands that can be copied; `$HUIMIN` is the city's address.
enum APIExamples {
    static let search = "curl --get \"$HUIMIN/api/v1/search\" --data-urlencode 'q=爸爸八十多了，有补贴吗'"
    static let challenge = """
        curl "$HUIMIN/api/v1/session-challenges" -H 'Content-Type: application/json' \\
          -d '{"name": "…", "residentID": "…"}'
        """
    static let code = """
        curl "$HUIMIN/api/v1/session" -H 'Content-Type: application/json' \\
          -d '{"challenge": "…", "code": "123456"}'
        """
    static let apply = """
        curl "$HUIMIN/api/v1/cases" -H 'Content-Type: application/json' \\
          -H "Authorization: Bearer $TOKEN" \\
          -H "Idempotency-Key: $(uuidgen)" \\
          -d '{"item": "0007", "answers": [], "declaration": true}'
        """
    static let follow = "curl \"$HUIMIN/api/v1/cases/$ID/timeline\" -H \"Authorization: Bearer $TOKEN\""
    static let verify = "curl \"$HUIMIN/api/v1/verification/$CODE\""
    static let work = "curl \"$HUIMIN/api/v1/desk/cases?scope=waiting\" -H \"Authorization: Bearer $STAFF_TOKEN\""
    static let problem = Problem(
        status: 404, reason: APIProblems.noSuchCase.reason, nextStep: APIProblems.noSuchCase.nextStep
    ).json(language: .chinese, reference: "7F3A21C0").indentedText
}
