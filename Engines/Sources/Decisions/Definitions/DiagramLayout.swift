/// A plain drawing of the requirements: inputs at the bottom, each decision in a row above what it needs.
struct DiagramLayout {
    private let model: DMN.Definitions
    private var places: [(id: String, row: Int, column: Int)] = []

    private static let (width, height, gap) = (180, 80, 60)

    init(_ model: DMN.Definitions) {
        self.model = model
        var rows: [String: Int] = [:]
        for id in model.inputs.map(\.id) + model.knowledge.map(\.id) { rows[id] = 0 }
        // Decisions stand after what they need in models that we write; others find their row in a few rounds.
        for _ in 0..<min(20, model.decisions.count) {
            var hasMoved = false
            for decision in model.decisions {
                let needed = (decision.information + decision.knowledge).compactMap { rows[$0.id] }
                let row = min((needed.max() ?? 0) + 1, model.decisions.count)
                hasMoved = hasMoved || rows[decision.id] != row
                rows[decision.id] = row
            }
            if !hasMoved { break }
        }
        var filled: [Int: Int] = [:]
        for id in model.inputs.map(\.id) + model.knowledge.map(\.id) + model.decisions.map(\.id) {
            let row = rows[id] ?? 0
            places.append((id, row, filled[row, default: 0]))
            filled[row, default: 0] += 1
        }
    }

    private typealias Box = (left: Int, top: Int)

    func write(_ xml: inout XMLWriter) {
        let last = places.map(\.row).max() ?? 0
        let boxes = Dictionary(
            places.map { place in
                (
                    place.id,
                    (
                        left: DiagramLayout.gap + place.column * (DiagramLayout.width + DiagramLayout.gap),
                        top: DiagramLayout.gap + (last - place.row) * (DiagramLayout.height + DiagramLayout.gap)
                    )
                )
            }, uniquingKeysWith: { first, _ in first })
        xml.element("dmndi:DMNDI") { xml in
            xml.element("dmndi:DMNDiagram", ["id": "diagram"]) { xml in
                for place in places {
                    guard let box = boxes[place.id] else { continue }
                    DiagramLayout.shape(place.id, box, &xml)
                }
                for decision in model.decisions { edges(of: decision, boxes, &xml) }
            }
        }
    }

    private static func shape(_ id: String, _ box: Box, _ xml: inout XMLWriter) {
        xml.element("dmndi:DMNShape", ["id": "shape_\(id)", "dmnElementRef": id]) { xml in
            xml.empty(
                "dc:Bounds",
                ["x": "\(box.left)", "y": "\(box.top)", "width": "\(width)", "height": "\(height)"])
        }
    }

    private func edges(of decision: DMN.Decision, _ boxes: [String: Box], _ xml: inout XMLWriter) {
        guard let to = boxes[decision.id] else { return }
        let half = DiagramLayout.width / 2
        for (number, reference) in (decision.information + decision.knowledge).enumerated() {
            guard let from = boxes[reference.id] else { continue }
            let id = "\(decision.id)_needs_\(number + 1)"
            xml.element("dmndi:DMNEdge", ["id": "edge_\(id)", "dmnElementRef": id]) { xml in
                xml.empty("di:waypoint", ["x": "\(from.left + half)", "y": "\(from.top)"])
                xml.empty("di:waypoint", ["x": "\(to.left + half)", "y": "\(to.top + DiagramLayout.height)"])
            }
        }
    }
}
