import Kernel
import PublicAPI
import Testing
import Web

/// Requests that are not as described, and where the answer says so.
@Suite("Strict input")
struct StrictInputTests {
    struct Sample: Sendable {
        let shape: String
        let text: String
        /// `nil` where it is as described.
        let field: String?
        var code: String?
    }

    static let samples: [Sample] = [
        Sample(shape: "DraftRequest", text: #"{"item":"0007"}"#, field: nil),
        Sample(shape: "DraftRequest", text: #"{"item":7}"#, field: "item", code: "api.unexpectedValue"),
        Sample(shape: "DraftRequest", text: #"{"item":"７７７７"}"#, field: "item", code: "api.unexpectedValue"),
        Sample(shape: "DraftRequest", text: #"{"item":"0007","price":1}"#, field: "price", code: "api.unknownMember"),
        Sample(shape: "DraftRequest", text: #"{}"#, field: "item", code: "api.unexpectedValue"),
        Sample(shape: "DraftRequest", text: #"[]"#, field: "", code: "api.unexpectedValue"),
        Sample(shape: "DraftRequest", text: #"null"#, field: "", code: "api.unexpectedValue"),
        Sample(
            shape: "Answers", text: #"{"answers":[{"field":"联系电话","value":"13900000000"}]}"#, field: nil),
        Sample(
            shape: "Answers", text: #"{"answers":[{"field":"联系电话","value":"a\u0000b"}]}"#, field: "answers.0.value",
            code: "api.unexpectedValue"),
        Sample(
            shape: "Answers", text: #"{"answers":[{"field":"联系电话","value":"1"},{"field":1,"value":"1"}]}"#,
            field: "answers.1.field", code: "api.unexpectedValue"),
        Sample(shape: "Submission", text: #"{"declaration":true,"decideBy":"person"}"#, field: nil),
        Sample(shape: "Submission", text: #"{"declaration":false}"#, field: "declaration", code: "api.unexpectedValue"),
        Sample(
            shape: "Submission", text: #"{"declaration":"true"}"#, field: "declaration", code: "api.unexpectedValue"),
        Sample(
            shape: "Submission", text: #"{"declaration":true,"decideBy":"nobody"}"#, field: "decideBy",
            code: "api.unexpectedValue"),
        Sample(shape: "Rating", text: #"{"stars":5}"#, field: nil),
        Sample(shape: "Rating", text: #"{"stars":6}"#, field: "stars", code: "api.unexpectedValue"),
        Sample(shape: "Rating", text: #"{"stars":4.0}"#, field: nil),
        Sample(shape: "Rating", text: #"{"stars":4.5}"#, field: "stars", code: "api.unexpectedValue"),
        Sample(shape: "Rating", text: #"{"stars":1e400}"#, field: "stars", code: "api.unexpectedValue"),
        Sample(
            shape: "Rating", text: #"{"stars":99999999999999999999999999}"#, field: "stars", code: "api.unexpectedValue"
        ),
        Sample(shape: "HandOver", text: #"{"officer":"JD02","reason":"休假"}"#, field: nil),
        Sample(shape: "HandOver", text: #"{"officer":"JD02"}"#, field: "reason", code: "api.unexpectedValue"),
        Sample(
            shape: "HandOver", text: #"{"officer":"JD02","reason":""}"#, field: "reason", code: "api.unexpectedValue"),
        Sample(shape: "CorrectionRequest", text: #"{}"#, field: nil),
        Sample(
            shape: "CorrectionRequest", text: #"{"materials":["户口簿",1]}"#, field: "materials.1",
            code: "api.unexpectedValue"),
        Sample(shape: "CorrectionAnswer", text: #"{"note":"已交。"}"#, field: "answers", code: "api.unexpectedValue"),
        Sample(shape: "Approval", text: #"{"amountFen":10000.0}"#, field: nil),
        Sample(shape: "Approval", text: #"{"amountFen":0}"#, field: "amountFen", code: "api.unexpectedValue"),
        Sample(shape: "Approval", text: #"{"amountFen":-1}"#, field: "amountFen", code: "api.unexpectedValue"),
        Sample(shape: "Approval", text: #"{"amountYuan":100}"#, field: "amountYuan", code: "api.unknownMember"),
        Sample(shape: "Refusal", text: #"{"reason":"不符合。"}"#, field: "ground", code: "api.unexpectedValue"),
        Sample(
            shape: "ReviewAnswer", text: #"{"outcome":"maybe","answer":"再说。"}"#, field: "outcome",
            code: "api.unexpectedValue"),
        Sample(
            shape: "Submission", text: #"{"declaration":true,"version":"v1"}"#, field: "version",
            code: "api.unexpectedValue"),
        Sample(
            shape: "CodeEntry", text: #"{"challenge":"ZZ","code":"123456"}"#, field: "challenge",
            code: "api.unexpectedValue"),
    ]

    @Test("A body is as described, or the answer names the place", arguments: samples)
    func body(_ sample: Sample) throws {
        let problem = APISchemas.problem(in: try JSON.parse(sample.text), named: sample.shape)
        guard let field = sample.field else {
            #expect(problem == nil, "\(sample.text): \(problem?.reason.english ?? "")")
            return
        }
        #expect(problem?.status == 400)
        #expect(problem?.reason.code == sample.code)
        #expect((problem?.field ?? "") == field)
        #expect(problem?.reason.chinese.isEmpty == false && problem?.reason.english.isEmpty == false)
    }

    @Test("A refusal has the shape that the document gives it")
    func problemShape() throws {
        let rejection = Rejection(
            .invalidInput, Phrase("sample.no", zh: "不行。", en: "No."),
            nextStep: Phrase("sample.next", zh: "再试。", en: "Try again."),
            field: "answers.0.value")
        let response = Problem(rejection).response(language: .english, reference: "1A2B3C4D")
        #expect(response.status == 422)
        var body: [UInt8] = []
        if case .bytes(let bytes) = response.body { body = bytes }
        let json = try JSON.parse(body)
        #expect(APISchemas.problem(in: json, named: "Problem") == nil)
        #expect(json["title"]?.string == "No.")
        #expect(json["reason"]?["zh"]?.string == "不行。")
    }
}
