import Foundation
import Kernel
import PublicAPI
import Testing

/// The document, as other people's programs read it.
@Suite("OpenAPI")
struct OpenAPITests {
    static let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("openapi.golden.json")
    let document = OpenAPIDocument.json

    @Test("The document is the published one; HUIMIN_RECORD=1 records it anew")
    func isPublished() throws {
        let text = document.indentedText + "\n"
        if ProcessInfo.processInfo.environment["HUIMIN_RECORD"] == "1" {
            try text.write(to: Self.golden, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: Self.golden, encoding: .utf8) == text)
    }

    @Test("Every object is closed, every reference leads somewhere")
    func shapes() {
        let names = Set((document["components"]?["schemas"]?.members ?? []).map(\.key))
        #expect(names.count > 20)
        Self.walk(document) { json, path in
            if json["type"]?.string == "object" { #expect(json["additionalProperties"]?.bool == false, "\(path)") }
            if let reference = json["$ref"]?.string {
                #expect(names.contains(String(reference.split(separator: "/").last ?? "")), "\(path): \(reference)")
            }
            for required in json["required"]?.array ?? [] {
                #expect(json["properties"]?[required.string ?? ""] != nil, "\(path) requires \(required)")
            }
        }
    }

    @Test("Every operation has a name of its own, a success, and problem+json for its refusals")
    func operations() {
        var ids: Set<String> = []
        var count = 0
        for path in document["paths"]?.members ?? [] {
            for operation in path.value.members ?? [] {
                count += 1
                let place = "\(operation.key) \(path.key)"
                let isNew = ids.insert(operation.value["operationId"]?.string ?? "").inserted
                #expect(isNew, "\(place)")
                let responses = operation.value["responses"]?.members ?? []
                #expect(responses.contains { $0.key.hasPrefix("2") }, "\(place)")
                for response in responses where response.key.hasPrefix("4") || response.key.hasPrefix("5") {
                    let types = response.value["content"]?.members?.map(\.key)
                    #expect(types == ["application/problem+json"], "\(place) \(response.key)")
                }
                let isSecured = operation.value["security"] != nil
                #expect(isSecured == responses.contains { $0.key == "401" }, "\(place)")
                let inPath = path.key.split(separator: "/").filter { $0.hasPrefix("{") }.count
                let named = (operation.value["parameters"]?.array ?? []).filter { $0["in"]?.string == "path" }.count
                #expect(inPath == named, "\(place)")
            }
        }
        #expect(count >= 39)
        for link in Self.links(document) { #expect(ids.contains(link), "a link to \(link)") }
    }

    private static func links(_ document: JSON) -> [String] {
        var found: [String] = []
        walk(document) { json, path in
            if path.contains("/links/"), let id = json["operationId"]?.string { found.append(id) }
        }
        return found
    }

    private static func walk(_ json: JSON, _ path: String = "", _ visit: (JSON, String) -> Void) {
        visit(json, path)
        for member in json.members ?? [] { walk(member.value, path + "/" + member.key, visit) }
        for (index, element) in (json.array ?? []).enumerated() { walk(element, path + "/\(index)", visit) }
    }
}
