import Decisions
import FEEL
import Kernel

/// XML and DMN models: any document is read or refused with a place; a model that was read decides twice alike.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let document = UnsafeBufferPointer(start: bytes, count: count)
    do throws(XMLError) {
        decide(try DMN.Definitions(xml: document))
    } catch {
        precondition(error.position.line > 0 && error.position.column > 0, "no such place")
    }
    return 0
}

private func decide(_ definitions: DMN.Definitions) {
    let graph = DecisionGraph(definitions)
    let samples: [Value] = [83, "本地", true, .date(CivilDate(daysSinceEpoch: 20_000)), [1, 2], .null]
    var inputs: [String: Value] = [:]
    for (index, input) in graph.inputs.enumerated() { inputs[input.name] = samples[index % samples.count] }
    for decision in graph.decisions.prefix(8) {
        guard let first = graph.evaluate(decision.name, inputs) else {
            preconditionFailure("a decision that is not there")
        }
        let second = graph.evaluate(decision.name, inputs)
        precondition(first.value.description == second?.value.description, "another answer the second time")
        _ = first.value.json.text
    }
}
