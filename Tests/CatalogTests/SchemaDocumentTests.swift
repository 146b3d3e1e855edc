import Catalog
import Foundation
import Kernel
import Testing

@Suite struct SchemaDocumentTests {
    private let url = Fixtures.city.appending(path: "schema/item.schema.json")

    @Test("编辑器用的 JSON Schema 和检查用的格式一致")
    func storedSchemaIsTheFormat() throws {
        let made = SchemaDocument.json.indentedText + "\n"
        if Fixtures.isRecording { try Data(made.utf8).write(to: url) }
        #expect(try Fixtures.text(url) == made, "record it again with HUIMIN_RECORD=1")
    }

    @Test func everyKeyIsDescribedInBothLanguages() {
        var undescribed: [String] = []
        visit(ItemFormat.root) { key in
            if key.meaning.chinese.isEmpty || key.meaning.english.isEmpty { undescribed.append(key.name) }
        }
        #expect(undescribed == [])
    }

    private func visit(_ shape: Shape, _ body: (FormatKey) -> Void) {
        switch shape {
        case .text: return
        case .list(let element, _, _): visit(element, body)
        case .either(let shapes): for shape in shapes { visit(shape, body) }
        case .record(let record):
            for key in record.keys {
                body(key)
                visit(key.shape, body)
            }
            if let others = record.others { visit(others.shape, body) }
        }
    }
}
