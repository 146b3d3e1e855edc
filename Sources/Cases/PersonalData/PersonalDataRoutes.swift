package import Exchange
import Identity
import Kernel
package import Web

/// Addresses under which a person takes away all that is held about them.
package struct PersonalDataRoutes: Sendable {
    private let environment: CaseEnvironment
    private let words: ReadWords
    private let export: ExportPersonalData

    /// - Parameter words: how what was read is said.
    package init(_ environment: CaseEnvironment, words: ReadWords) {
        self.environment = environment
        self.words = words
        export = ExportPersonalData(environment)
    }

    package var routes: [Route] {
        [
            Route(.get, "/me/data", .resident(.registered), start),
            Route(.get, "/me/data/all", .resident(.registered), read),
            Route(.get, "/me/data/all.json", .resident(.registered), file),
            Route(.get, "/me/data/all.pdf", .resident(.registered), paper),
        ]
    }

    private func start(_ request: WebRequest) async throws -> WebResponse {
        let context = PageContext(request)
        let title = context.say(PersonalDataCopy.title)
        let head = PageHead(
            "\(title)", lead: context.say(PersonalDataCopy.lead), back: .init(context.say(PersonalDataCopy.back), .me))
        let read = ActionButton(context.say(PersonalDataCopy.read), .primary, .link(.myDataAll))
        let consents = ActionButton(context.say(ConsentCopy.title), .quiet, .link(.myConsents))
        let paper = ActionButton(
            context.say(PersonalDataCopy.paper), .secondary, .download(.myDataPaper), icon: .download)
        let file = ActionButton(
            context.say(PersonalDataCopy.download), .secondary, .download(.myDataFile), icon: .download)
        return .page(
            PageLayout.page(
                context, title: title,
                main: """
                    \(head, in: context)<div class="actions">\
                    \(read, in: context)\(paper, in: context)\(file, in: context)</div>\
                    <div class="actions">\(consents, in: context)</div>\
                    <p>\(context.say(PersonalDataCopy.recorded))</p>\
                    <p class="quiet">\(context.say(PersonalDataCopy.shape))</p>
                    """))
    }

    private func read(_ request: WebRequest) async throws -> WebResponse {
        .page(PersonalDataPage(document: try await document(request), context: PageContext(request)).html)
    }

    private func paper(_ request: WebRequest) async throws -> WebResponse {
        let paper = PersonalDataPaper(document: try await document(request), context: PageContext(request))
        var response = WebResponse.bytes(try paper.pdf(), type: "application/pdf")
        response.headers.append(("content-disposition", "attachment; filename=\"my-data.pdf\""))
        return response
    }

    /// All of it, with the definitions under which it was filed.
    private func document(_ request: WebRequest) async throws -> PersonalDataDocument {
        let data = try await export(person(request))
        var items: [ItemEdition: InformationReading] = [:]
        for (item, version) in data.cases.map({ ($0.file.itemID, $0.file.itemVersion) })
            + data.drafts.map({ ($0.itemID, $0.itemVersion) })
        {
            guard let definition = try await environment.item(item, version: version) else { continue }
            items[ItemEdition(item: item, version: version)] = InformationReading(
                item: definition, places: environment.places)
        }
        return PersonalDataDocument(
            data: data, items: items, words: words, language: PageContext(request).language)
    }

    private func file(_ request: WebRequest) async throws -> WebResponse {
        let data = try await export(person(request))
        var response = WebResponse.bytes(
            Array(data.json.indentedText.utf8), type: "application/json; charset=utf-8")
        response.headers.append(("content-disposition", "attachment; filename=\"my-data.json\""))
        return response
    }

    private func person(_ request: WebRequest) async throws -> PersonProfile {
        guard let resident = request.viewer.resident,
            let person = try await environment.people.person(resident.personID)
        else { throw CaseRejections.noSuchCase }
        return person
    }
}
