import Connectors
import Exchange
import FEEL
import Kernel
import Logging
import SampleCity
import Testing

/// Questions that a source answers by yes or no: what it says is what its description says that it means, on the departments'
/// own systems, dirt and all; and the value stays where it is.
@Suite("Questions of yes or no")
struct PredicateTests {
    private static let basis = "示例"

    /// What is asked of one department, beside the value that the answer is computed from.
    struct Line: Sendable, CustomTestStringConvertible {
        let department: String
        let resource: String
        let field: String
        let calls: [String]
        var testDescription: String { "\(resource).\(field)" }
    }

    static let lines = [
        Line(department: "公安", resource: "人口信息", field: "出生日期", calls: ["年满(18)", "年满(60)", "年满(80)"]),
        Line(department: "残联", resource: "残疾人证", field: "残疾等级", calls: ["重度残疾()"]),
        Line(department: "公积金", resource: "公积金账户", field: "连续缴存月数", calls: ["连续缴存满(3)", "连续缴存满(24)"]),
    ]

    @Test("The answer is the meaning of the question, and where the value is in doubt there is none", arguments: lines)
    func agreesWithItsMeaning(_ line: Line) async throws {
        let city = try await ConnectorFixture(people: 1200)
        let department = try ConnectorFixture.department(line.department)
        let resolve = try resolver(department, city, granting: [line.field] + line.calls, of: line.resource)
        let resource = try #require(department.resources.first { $0.name == line.resource })
        var answers: [String: Int] = [:]
        for citizen in city.generator.population().citizens {
            guard let number = ResidentID(citizen.residentNumber) else { continue }
            let asked = Set(([line.field] + line.calls).map { FactAddress(resource: line.resource, field: $0) })
            let sheet = await resolve(asked, about: number, for: Self.purpose)
            let value = sheet.findings[FactAddress(resource: line.resource, field: line.field)]?.fact?.value
            for text in line.calls {
                let answer = sheet.findings[FactAddress(resource: line.resource, field: text)]?.fact?.value
                let call = try #require(PredicateCall(text))
                let meant = try value.flatMap { try meaning(call, of: resource, $0) }
                #expect(answer == meant, "\(citizen.residentNumber) \(text)")
                answers[answer?.storedText ?? "unknown", default: 0] += 1
            }
        }
        #expect(["true", "false", "unknown"].allSatisfy { (answers[$0] ?? 0) > 0 }, "\(answers)")
    }

    @Test("On the very day, and on leap days: what the register computes is what the rules would")
    func birthdays() async throws {
        let city = try await ConnectorFixture(people: 20)
        let department = try ConnectorFixture.department("公安")
        let source = try SQLConnector(department, dataDirectory: city.directory)
        let resource = try #require(department.resources.first { $0.name == "人口信息" })
        let predicate = try #require(resource.predicates.first)
        let citizens = city.generator.population().citizens
        for citizen in citizens {
            for years in [18, 80] {
                let birthday = citizen.birthDate.adding(months: 12 * years)
                for day in [birthday.adding(days: -1), birthday, birthday.adding(days: 1)] {
                    let call = try #require(PredicateCall("年满(\(years))"))
                    let question = PredicateQuestion(predicate: predicate, call: call, day: day)
                    let query = SourceQuery(
                        resource: resource, key: ["证件号码": citizen.residentNumber], requestID: "test",
                        purpose: Self.purpose, predicate: question)
                    guard let text = try await source.fetch(query).first?.text(predicate.answer.column) else {
                        continue
                    }
                    let meant = try meaning(call, of: resource, .date(citizen.birthDate), on: day)
                    #expect(meant == .flag(text == "1"), "\(citizen.birthDate) \(years) \(day)")
                }
            }
        }
    }

    @Test("A record that answers a question holds neither the value nor anything else of the person")
    func valueStays() async throws {
        let city = try await ConnectorFixture(people: 200)
        let department = try ConnectorFixture.department("公积金")
        let source = try FileConnector(department, dataDirectory: city.directory)
        let resource = try #require(department.resources.first)
        let predicate = try #require(resource.predicates.first)
        let worker = try #require(city.generator.population().citizens.first { $0.employer != nil })
        let question = PredicateQuestion(
            predicate: predicate, call: try #require(PredicateCall("连续缴存满(3)")), day: ConnectorFixture.day)
        let query = SourceQuery(
            resource: resource, key: ["证件号码": worker.residentNumber], requestID: "test", purpose: Self.purpose,
            predicate: question)
        let record = try #require(try await source.fetch(query).first)
        #expect(Set(record.columns.keys) == ["证件号码", "核对日期", predicate.answer.column])
        #expect(["是", "否"].contains(record.text(predicate.answer.column)))
    }

    @Test("The department's interface is asked in its own protocol; whose account it is it does not say")
    func asksTheInterface() async throws {
        let city = try await ConnectorFixture()
        let (directory, elder, other) = (city.directory, city.demo(.elder), city.demo(.accountHeldByAnother))
        try await withSocialSecurity(directory) { address in
            let department = try ConnectorFixture.department("人社")
            let resource = try #require(department.resources.first { $0.name == "社保卡" })
            let source = try HTTPConnector(
                department, dataDirectory: directory, address: address, time: FixedTime(), ids: RandomIDs())
            let call = try #require(PredicateCall("户主是本人()"))
            let predicate = try #require(resource.predicate(call))
            func ask(_ number: String) async throws -> [SourceRecord] {
                try await source.fetch(
                    SourceQuery(
                        resource: resource, key: ["证件号码": number], requestID: "test", purpose: Self.purpose,
                        predicate: PredicateQuestion(predicate: predicate, call: call, day: ConnectorFixture.day)))
            }
            let own = try #require(try await ask(elder.residentNumber).first)
            #expect(own.text("verified") == "Y" && own.columns["bank.account"] == nil)
            #expect(try await ask(other.residentNumber).first?.text("verified") == "N")
            #expect(try await ask("339902194301010013").isEmpty)
            #expect(await source.selfCheck().contains { $0.isFault } == false)
        }
    }

    @Test("The self-check names the question whose statement does not give an answer")
    func selfCheck() async throws {
        let city = try await ConnectorFixture(people: 20)
        let wrong = try ConnectorFixture.department("残联", replacing: ["END AS zdcj": "END AS other"])
        let findings = try await SQLConnector(wrong, dataDirectory: city.directory).selfCheck()
        let faults = findings.filter(\.isFault).map { $0.message.text(in: .chinese) }
        #expect(faults.count == 1 && faults[0].contains("残疾人证.重度残疾") && faults[0].contains("zdcj"))
    }

    @Test("A grant of the question does not give the value, nor the same question with another number")
    func grantOfTheQuestionOnly() async throws {
        let city = try await ConnectorFixture(people: 40)
        let resolve = try resolver(
            ConnectorFixture.department("公安"), city, granting: ["年满(80)"], of: "人口信息")
        let number = try #require(ResidentID(city.demo(.elder).residentNumber))
        let asked = ["年满(80)", "年满(79)", "出生日期"].map { FactAddress(resource: "人口信息", field: $0) }
        let sheet = await resolve(Set(asked), about: number, for: Self.purpose)
        #expect(sheet.findings[asked[0]]?.fact?.value == .flag(true))
        #expect(sheet.findings[asked[0]]?.fact?.grade == .a)
        #expect(sheet.findings[asked[1]] == .unknown(.notGranted) && sheet.findings[asked[2]] == .unknown(.notGranted))
        #expect(sheet.reads.filter { $0.outcome == "answered" }.map(\.fields) == [["年满(80)"]])
        let words = ReadWords([try ConnectorFixture.department("公安")])
        let read = try #require(sheet.reads.first { $0.outcome == "answered" })
        #expect(words.text(read, in: .chinese) == "是否年满80周岁（只问是或否）")
    }

    private static let purpose = ReadPurpose(item: "339900-MZ-0007", caseReference: "c", basis: basis)

    private func resolver(
        _ department: Department, _ city: ConnectorFixture, granting fields: [String], of resource: String
    ) throws -> ResolveFacts {
        let registry = ConnectorRegistry(
            dataDirectory: city.directory, addresses: [:], time: FixedTime(), ids: RandomIDs())
        let terms = SharingTerms(
            resource: resource, item: Self.purpose.item, fields: fields, aim: "试验", basis: Self.basis,
            from: CivilDate(daysSinceEpoch: 0), until: CivilDate(daysSinceEpoch: 100_000))
        try terms.check(against: department.resources)
        let book = GrantBook([Grants.grant(terms)])
        return ResolveFacts(
            departments: [department], connectors: try registry.connectors(for: [department]), grants: { book },
            time: FixedTime(), ids: RandomIDs(), log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// What the condition of the description says of a value, computed here by FEEL alone.
    private func meaning(
        _ call: PredicateCall, of resource: Resource, _ value: FactValue, on day: CivilDate = ConnectorFixture.day
    ) throws -> FactValue? {
        let predicate = try #require(resource.predicate(call))
        var names = NameScope()
        for name in predicate.fields + predicate.parameters.map(\.name) + ["今天"] { names.declare(name) }
        var values = [predicate.fields[0]: Value(value), "今天": .date(day)]
        for (parameter, text) in zip(predicate.parameters, call.arguments) {
            values[parameter.name] = Decimal128(text).map { .number($0) }
        }
        return try Expression.parse(predicate.condition, names: names).evaluate(in: Scope(names, values)).fact
    }
}
