import Cases
import Catalog
import Exchange
import Kernel
import Web

extension Operation {
    static let reads: [Operation] = [
        Operation(
            method: .get, path: "/reads", id: "listReads", group: .reads,
            summary: Phrase(
                "api.listReads", zh: "谁查过我的数据：查了什么、为了什么，新的在前。",
                en: "Who has read one's data, what and for what, newest first."),
            query: [
                .optional("limit", .integer(1...100, example: 20), "20 where it is missing."),
                .optional("after", .text(.identifier), "The id of the last one that you have."),
            ],
            success: [Success(status: 200, meaning: "A page of the list.", schema: "DataReadList")],
            handler: { try await $0.listReads($1) }),
        Operation(
            method: .get, path: "/personal-data", id: "exportPersonalData", group: .reads,
            summary: Phrase(
                "api.exportPersonalData", zh: "我的全部数据：办件、信息和来源、证照、查询记录、异议，一个也不少，不遮盖。每次都会记一笔。",
                en: "All that is held about oneself, nothing masked. Each time is recorded."),
            success: [Success(status: 200, meaning: "All of it.", schema: "PersonalData")],
            handler: { try await $0.exportPersonalData($1) }),
    ]
}

extension APIHandlers {
    func listReads(_ call: APICall) async throws -> WebResponse {
        let (person, limit) = (call.resident.personID, call.number("limit") ?? 20)
        let after = call.request.query["after"].flatMap { Identifier<DataRead>($0) }
        let found = try await reads.reads(about: person, before: after, limit: limit + 1)
        var json: JSON = ["reads": .array(found.prefix(limit).map(read))]
        if found.count > limit { json["next"] = JSON(found[limit - 1].id.description) }
        return .json(json)
    }

    func exportPersonalData(_ call: APICall) async throws -> WebResponse {
        .json(try await ExportPersonalData(environment)(person(call)).json)
    }

    private func read(_ read: DataRead) -> JSON {
        let reference = read.purpose.caseReference.flatMap { Identifier<CaseFile>($0) }
        return JSON.closed([
            "id": JSON(read.id.description), "at": JSON(read.at.iso8601), "reader": JSON(read.reader),
            "isOfficer": JSON(read.outcome == DataRead.viewedByOfficer), "fields": .array(read.fields.map { JSON($0) }),
            "service": environment.catalogue.item(id: read.purpose.item).map(ServiceJSON.name),
            "caseID": (reference?.description).map { JSON($0) }, "basis": JSON(read.purpose.basis),
            "outcome": JSON(read.outcome),
        ])
    }
}
