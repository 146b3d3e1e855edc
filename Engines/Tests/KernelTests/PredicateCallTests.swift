import Kernel
import Testing

@Suite("PredicateCall")
struct PredicateCallTests {
    @Test(
        "A question with its arguments, written one way",
        arguments: [
            ("年满(80)", "年满", ["80"]), ("年满( 80 )", "年满", ["80"]), ("重度残疾()", "重度残疾", []), ("重度残疾( )", "重度残疾", []),
            ("缴费(失业保险, 12)", "缴费", ["失业保险", "12"]), ("余额不少于(0.5)", "余额不少于", ["0.5"]),
        ])
    func reads(_ text: String, _ name: String, _ arguments: [String]) throws {
        let call = try #require(PredicateCall(text))
        #expect(call.name == name && call.arguments == arguments)
        #expect(PredicateCall(call.description) == call)
        #expect(call.description == "\(name)(\(arguments.joined(separator: ",")))")
    }

    @Test(
        "What is no question is a field, or nothing",
        arguments: [
            "年满", "年满(80", "年满80)", "(80)", "年 满(80)", "年满(80))", "年满((80)", "年满(,)", "年满(80,)", "年满（80）", "", "a.b(1)",
            "年满(1、2)",
        ])
    func refuses(_ text: String) { #expect(PredicateCall(text) == nil) }
}
