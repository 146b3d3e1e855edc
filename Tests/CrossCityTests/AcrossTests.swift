import Cases
import CrossCity
import EventLog
import Flow
import Identity
import Kernel
import Rehearsal
import Server
import Storage
import Testing
import Vault
import Web

/// 异地代收代办 — from the application in one city to the decision of the other, and back.
@Suite("Two cities")
struct AcrossTests {
    static let street = StaffPost(id: "JD01", name: "周敏", office: "街道", title: "受理员", phone: "15499990101")
    static let union = StaffPost(id: "CL01", name: "袁志刚", office: "区残联", title: "审核员", phone: "15499990110")
    static let civil = StaffPost(id: "MZ01", name: "孟晓岚", office: "区民政部门", title: "审批员", phone: "15499990103")

    @Test("Granted at once by the rules of the other city, with its certificate", arguments: RehearsalStore.here)
    func grantedAtOnce(store: RehearsalStore) async throws {
        let cities = try await TwoCities(on: store)
        let browser = try await cities.applicant()
        let address = try await cities.apply(browser)
        let before = await browser.get(address)
        #expect(before.text.contains("正在惠民市（示例）办理") && before.text.contains("正在送往惠民市（示例）"))
        try await cities.settle()
        let page = await browser.get(address)
        #expect(page.text.contains("批准了") && page.text.contains("120") && page.text.contains("下载办理地的证照"))
        #expect(page.text.contains("2026年11月1日"))
        let certificate = await browser.get("\(address)/certificate")
        #expect(certificate.status == 200 && certificate.text.split(separator: ".").count >= 3)
        let kinds = try await cities.kinds(address)
        #expect(
            kinds.filter { $0.hasPrefix("case.") }.prefix(4) == [
                "case.factsRead", "case.received", "case.forwarded", "case.messageSent",
            ])
        #expect(kinds.contains("case.reported") && !kinds.contains("case.granted"))
        let there = try await cities.caseThere()
        #expect(there.status == .granted && there.elsewhere == nil)
        #expect(try await Self.count("entitlement", cities.taking) == 0)
        #expect(try await Self.count("entitlement", cities.deciding) == 1)
        #expect(try await Self.count("certificate", cities.taking) == 0)
    }

    @Test("What goes to the other city is who applies and what only the applicant can say")
    func leastData() async throws {
        let cities = try await TwoCities()
        let browser = try await cities.applicant()
        let address = try await cities.apply(browser)
        try await cities.settle()
        let message = try #require(cities.road.sent.first?.message)
        let body = try #require(try claims(of: message)["body"])
        #expect(
            Set((body.members ?? []).map(\.key)) == [
                "item", "itemName", "purpose", "basis", "caseNumber", "appliedAt", "household", "applicant", "answers",
                "wantsPerson",
            ])
        #expect(Set((body["answers"]?.array ?? []).compactMap { $0["field"]?.string }) == ["联系电话", "发放账户"])
        let told = await browser.get("/me/reads").text
        #expect(told.contains("惠民市（示例）") && told.contains("送往办理地"))
        // Here nothing was read that the other city decides on.
        let id = try #require(address.split(separator: "/").last.flatMap { Identifier<CaseFile>(String($0)) })
        let events = try await cities.taking.platform.journal.events(of: id.retyped(as: EventStream.self))
        let read = (events.first?.body["reads"]?.array ?? []).compactMap { $0["resource"]?.string }
        #expect(Set(read) == ["人口信息", "社保卡"])
    }

    @Test("An officer there asks, the applicant answers here, the officer grants", arguments: RehearsalStore.here)
    func corrected(store: RehearsalStore) async throws {
        let cities = try await TwoCities(on: store)
        let browser = try await cities.applicant()
        let address = try await cities.apply(browser, wantsPerson: true)
        try await cities.settle()
        let there = try await cities.caseThere()
        #expect(there.status == .inReview && there.office == "街道")
        let environment = cities.deciding.platform.environment
        try await ClaimCase(environment)(there.id, by: Self.street)
        try await RequestCorrection(environment)(
            there.id, .init(fields: ["联系电话"], note: "请写一个白天能接通的号码"), by: Self.street)
        try await cities.settle()
        let asked = await browser.get(address)
        #expect(asked.text.contains("请写一个白天能接通的号码") && asked.text.contains("惠民市（示例）街道"))
        let answered = await browser.post(
            "\(address)/correction", [(FormName.factPrefix + "联系电话", "19912345678"), (FormName.note, "写了我的手机")])
        #expect(answered.status == 303)
        try await cities.settle()
        #expect(try await cities.caseThere().status == .inReview)
        try await FinishStage(environment)(there.id, opinion: nil, by: Self.street)
        try await ClaimCase(environment)(there.id, by: Self.union)
        try await FinishStage(environment)(there.id, opinion: nil, by: Self.union)
        try await ClaimCase(environment)(there.id, by: Self.civil)
        try await ApproveCase(environment)(there.id, reason: "一级残疾，已核对。", amountFen: 12_000, by: Self.civil)
        try await cities.settle()
        let page = await browser.get(address)
        #expect(page.text.contains("批准了") && page.text.contains("惠民市（示例）区民政部门 孟晓岚"))
        #expect(await browser.get("\(address)/certificate").status == 200)
    }

    @Test("Refused there by a named officer; ground and remedies are read here, and a person is asked through here")
    func refused() async throws {
        let cities = try await TwoCities(grade: "3")
        let browser = try await cities.applicant()
        let address = try await cities.apply(browser)
        try await cities.settle()
        let environment = cities.deciding.platform.environment
        let there = try await cities.caseThere()
        #expect(there.status == .inReview, "no machine refuses")
        for post in [Self.street, Self.union] {
            try await ClaimCase(environment)(there.id, by: post)
            try await FinishStage(environment)(there.id, opinion: nil, by: post)
        }
        try await ClaimCase(environment)(there.id, by: Self.civil)
        try await RefuseCase(environment)(
            there.id, ground: "残疾等级和家庭情况都不符合", reason: "三级残疾，家庭不在低保或者低保边缘。", by: Self.civil)
        try await cities.settle()
        let page = await browser.get(address)
        for words in ["残疾等级和家庭情况都不符合", "三级残疾", "惠民市（示例）区民政部门 孟晓岚", "行政复议"] { #expect(page.text.contains(words)) }
        #expect(await browser.post("\(address)/person", [(FormName.note, "我家上个月刚批了低保")]).status == 303)
        try await cities.settle()
        let asked = try await cities.caseThere()
        #expect(asked.review == .open && asked.office == "区民政部门")
        try await ClaimCase(environment)(there.id, by: Self.civil)
        try await AnswerReview(environment)(there.id, outcome: .corrected, answer: "低保已经查到，请重新申请。", by: Self.civil)
        try await cities.settle()
        #expect(await browser.get(address).text.contains("低保已经查到，请重新申请。"))
    }

    @Test("The other city is down for a while: the page says who is silent, nothing is decided, then it goes on")
    func silent() async throws {
        let cities = try await TwoCities()
        let browser = try await cities.applicant()
        let address = try await cities.apply(browser)
        cities.road.cut()
        try await cities.settle()
        cities.advance(seconds: 10 * 86_400)
        #expect(try await browser.signIn(cities.citizen))
        let late = await browser.get(address)
        #expect(late.text.contains("还没有按时答复") && late.text.contains("12345"))
        #expect(try await Self.count("case_file", cities.deciding) == 0)
        cities.road.cut(false)
        try await cities.settle()
        #expect(await browser.get(address).text.contains("批准了"))
    }

    @Test("Answers get lost: the message is sent again and carried out once")
    func answersLost() async throws {
        let cities = try await TwoCities()
        let browser = try await cities.applicant()
        let address = try await cities.apply(browser)
        cities.road.losesAnswers(true)
        try await cities.settle()
        cities.advance(seconds: 60)
        try await cities.settle()
        cities.road.losesAnswers(false)
        cities.advance(seconds: 600)
        try await cities.settle()
        #expect(cities.road.sent.count > 3)
        #expect(try await Self.count("case_file", cities.deciding) == 1)
        #expect(await browser.get(address).text.contains("批准了"))
        #expect(try await cities.kinds(address).filter { $0 == "case.reported" }.count <= 2)
    }

    @Test("A partner that does not know the item returns it: a person here sees why and sends it again")
    func returned() async throws {
        var cities = try await TwoCities()
        let (browser, pin) = (
            try await cities.applicant(), cities.taking.platform.vault.certificateKeys.schedule[0].keyID
        )
        let address = try await cities.apply(browser)
        try await cities.restartDeciding { house in
            try house.write(
                file: "partners.yaml",
                TwoCities.partners("邻州市（示例）", "339800", items: "[]", address: TwoCities.here, pin: pin))
        }
        try await cities.taking.workOff()
        while try await cities.taking.platform.crossCity.follow.step() {}
        try await cities.taking.workOff()
        let page = await browser.get(address)
        #expect(page.text.contains("没有收下这份申请") && page.text.contains("两座城市现在没有协同办理这个事项"))
        let id = try #require(address.split(separator: "/").last.flatMap { Identifier<CaseFile>(String($0)) })
        let hear = HearFromElsewhere(cities.taking.platform.environment)
        let file = try await hear.sendAgain(id, by: Self.street)
        #expect(file.status == .inReview)
        await #expect(throws: Rejection.self) { try await hear.sendAgain(id, by: Self.street) }
        try await cities.taking.workOff()
        while try await cities.taking.platform.crossCity.follow.step() {}
        try await cities.taking.workOff()
        #expect(try await cities.kinds(address).filter { $0 == "case.messageRefused" }.count == 2)
    }

    @Test("A question about a closed case that was not taken is sent again, and the talk goes on")
    func returnedLate() async throws {
        var cities = try await TwoCities()
        let (browser, pin) = (
            try await cities.applicant(), cities.taking.platform.vault.certificateKeys.schedule[0].keyID
        )
        let address = try await cities.apply(browser)
        try await cities.settle()
        func know(_ division: String, _ house: RehearsalHouse) throws {
            let text = TwoCities.partners(
                "邻州市（示例）", division, items: "[\"000573011000\"]", address: TwoCities.here, pin: pin)
            try house.write(file: "partners.yaml", text)
        }
        try await cities.restartDeciding { try know("339700", $0) }
        #expect(await browser.post("\(address)/person", [(FormName.note, "请再看一次")]).status == 303)
        try await cities.settle()
        #expect(try await cities.kinds(address).last == "case.messageRefused")
        try await cities.restartDeciding { try know("339800", $0) }
        let id = try #require(address.split(separator: "/").last.flatMap { Identifier<CaseFile>(String($0)) })
        try await HearFromElsewhere(cities.taking.platform.environment).sendAgain(id, by: Self.street)
        try await cities.settle()
        #expect(try await cities.caseThere().review == .open)
    }

    @Test("Two messages of one case that wait are each kept once")
    func sideBySide() async throws {
        let cities = try await TwoCities()
        let browser = try await cities.applicant()
        cities.road.cut()
        let address = try await cities.apply(browser, wantsPerson: true)
        try await cities.settle()
        #expect(await browser.post("\(address)/person", [(FormName.note, "请人看")]).status == 303)
        try await cities.settle()
        cities.road.cut(false)
        for _ in 0..<6 {
            cities.advance(seconds: 600)
            try await cities.settle()
        }
        let kinds = try await cities.kinds(address)
        #expect(kinds.filter { $0 == "case.messageSent" }.count == 2, "\(kinds)")
    }

    @Test("A damaged case holds up no other")
    func damaged() async throws {
        let cities = try await TwoCities()
        let address = try await cities.apply(try await cities.applicant())
        let id = try #require(address.split(separator: "/").last.flatMap { Identifier<CaseFile>(String($0)) })
        let other = RehearsalCitizen(name: "王秀英", born: "19650521", serial: 4)
        for city in [cities.taking, cities.deciding] { city.settle(other) }
        let second = RehearsalBrowser(cities.taking)
        #expect(try await second.signIn(other))
        let whole = try await cities.apply(second)
        let stream = id.retyped(as: EventStream.self)
        let nothing: [UInt8] = [0]
        try await cities.taking.platform.database.write { tx in
            try tx.execute(
                "UPDATE stream_key SET wrapped = \(nothing) WHERE shard = \(stream.shard) AND stream = \(stream)")
        }
        try await cities.taking.workOff()
        await #expect(throws: VaultError.self) { while try await cities.taking.platform.crossCity.follow.step() {} }
        try await cities.taking.workOff()
        #expect(try await cities.kinds(whole).contains("case.messageSent"))
    }

    @Test("No officer here decides what the other city decides")
    func notHere() async throws {
        let cities = try await TwoCities()
        let address = try await cities.apply(try await cities.applicant())
        let id = try #require(address.split(separator: "/").last.flatMap { Identifier<CaseFile>(String($0)) })
        let environment = cities.taking.platform.environment
        await #expect(throws: Rejection.self) { try await ClaimCase(environment)(id, by: Self.street) }
        await #expect(throws: Rejection.self) {
            try await ApproveCase(environment)(id, reason: nil, amountFen: 100, by: Self.street)
        }
        await #expect(throws: Rejection.self) {
            try await RefuseCase(environment)(id, ground: "已去世", reason: "不", by: Self.street)
        }
    }

    static func count(_ table: String, _ city: Rehearsal) async throws -> Int {
        let sql: SQL =
            switch table {
            case "entitlement": "SELECT COUNT(*) AS n FROM entitlement"
            case "certificate": "SELECT COUNT(*) AS n FROM certificate"
            default: "SELECT COUNT(*) AS n FROM case_file"
            }
        return Int(try await city.platform.database.row(sql)?.integer("n") ?? -1)
    }
}
