import Cases
import Catalog
import EventLog
import Exchange
import Flow
import Identity
import Kernel
import Notify
import Rehearsal
import Server
import Storage
import Testing
import Web

/// 复核: an automatic decision that its applicant puts before a person.
@Suite("A person after an automatic decision")
struct ReviewTests {
    @Test("It is work of the office that decides, in the applicant's words, with a day; one officer has it and answers")
    func wholeWay() async throws {
        let granted = try await GrantedCase()
        let ask = AskForPerson(granted.environment)
        let asked = try await ask(granted.file.id, by: granted.person.id, reason: "  金额好像少了  ")
        #expect(asked.status == .granted && asked.review == .open && asked.office == "区民政部门")
        // Saturday 2026-11-21; three working days.
        #expect(asked.dueOn?.description == "2026-11-25")
        // Asking twice is asking once.
        _ = try await ask(granted.file.id, by: granted.person.id, reason: "再问一遍")
        #expect(try await granted.kinds().filter { $0 == "case.personAsked" }.count == 1)

        let list = try await granted.environment.cases.worklist(.init(scope: .waiting), for: OpenCase.civil)
        #expect(list.cases.map(\.id) == [granted.file.id])
        #expect(try await granted.environment.cases.worklist(.init(scope: .office), for: OpenCase.street).cases.isEmpty)

        let answer = AnswerReview(granted.environment)
        await #expect(throws: Rejection.self) {
            try await answer(granted.file.id, outcome: .upheld, answer: "没有错", by: OpenCase.civil)
        }
        try await ClaimCase(granted.environment)(granted.file.id, by: OpenCase.civil)
        // The decision itself cannot be touched from here.
        let item = try await granted.environment.item(of: granted.file)
        await #expect(throws: Rejection.self) {
            try await RefuseCase(granted.environment)(
                granted.file.id, ground: item.refusalGrounds.first, reason: "属实", by: OpenCase.civil)
        }
        for (outcome, text) in [(nil, "没有错"), (.upheld, nil)] as [(AnswerReview.Outcome?, String?)] {
            await #expect(throws: Rejection.self) {
                try await answer(granted.file.id, outcome: outcome, answer: text, by: OpenCase.civil)
            }
        }
        let answered = try await answer(
            granted.file.id, outcome: .upheld, answer: "八十三岁属八十岁档。", by: OpenCase.civil)
        #expect(answered.review == .answered && answered.status == .granted && answered.dueOn == nil)
        #expect(try await granted.environment.cases.worklist(.init(scope: .office), for: OpenCase.civil).cases.isEmpty)
        let event = try await granted.event("case.reviewAnswered")
        #expect(event.actor == .clerk("MZ01") && event.body["version"]?.string == granted.file.itemVersion)
        try await granted.rehearsal.workOff()
        let notices = try await granted.rehearsal.platform.inbox.newest().filter {
            $0.recipient == granted.citizen.phone && $0.text.contains("有答复了")
        }
        #expect(notices.count == 1)
        // The answer may be asked about again.
        let again = try await ask(granted.file.id, by: granted.person.id)
        #expect(again.review == .open && again.handler == nil)
    }

    @Test("Many taps at once are one question")
    func manyTaps() async throws {
        let granted = try await GrantedCase()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<12 {
                group.addTask {
                    _ = try await AskForPerson(granted.environment)(granted.file.id, by: granted.person.id)
                }
            }
            try await group.waitForAll()
        }
        #expect(try await granted.kinds().filter { $0 == "case.personAsked" }.count == 1)
    }

    @Test("While officers have the case, the wish stands in its record, and nothing else moves")
    func whileOpen() async throws {
        let open = try await OpenCase()
        let file = try await AskForPerson(open.environment)(open.file.id, by: open.person.id, reason: "请快一点")
        #expect(file.status == .inReview && file.review == nil && file.dueOn == open.file.dueOn)
        _ = try await AskForPerson(open.environment)(open.file.id, by: open.person.id)
        #expect(try await open.kinds().filter { $0 == "case.personAsked" }.count == 1)
    }

    @Test(
        "The applicant asks, sees who has it and until when, and reads the answer; the officer sees the words and the rules"
    )
    func pages() async throws {
        let granted = try await GrantedCase()
        let resident = RehearsalBrowser(granted.rehearsal)
        try await resident.signIn(granted.citizen)
        let address = "/cases/\(granted.file.id)"
        #expect(await resident.get(address).text.contains("区民政部门会有人看这个决定，3 工作日内答复您"))
        _ = await resident.post("\(address)/person", [(FormName.note, "金额好像少了")])
        let waiting = await resident.get(address).text
        #expect(waiting.contains("已交给人复核") && waiting.contains("金额好像少了") && waiting.contains("2026年11月25日"))

        let officer = try await DeskBrowser(granted.rehearsal, "MZ01")
        let list = await officer.page.get("/desk").text
        #expect(list.contains("复核") && list.contains("金额好像少了"))
        let desk = "/desk/cases/\(granted.file.id)"
        _ = await officer.page.get(desk)
        _ = await officer.page.post("\(desk)/claim")
        let shown = await officer.page.get(desk).text
        #expect(shown.contains("<blockquote>") && shown.contains("金额好像少了") && shown.contains("八十岁档"))
        #expect(!shown.contains("\(desk)/approval") && !shown.contains("\(desk)/refusal"))
        #expect(await resident.get(address).text.contains("区民政部门 孟晓岚"))
        let empty = await officer.page.post("\(desk)/review", [(FormName.reviewOutcome, "upheld")])
        #expect(empty.status == 422 && empty.text.contains("请写给申请人的答复"))
        _ = await officer.page.post(
            "\(desk)/review", [(FormName.reviewOutcome, "corrected"), ("note.review", "标准少算了，下月补发。")])
        let answered = await resident.get(address).text
        #expect(answered.contains("有要更正的地方") && answered.contains("标准少算了，下月补发。"))
        #expect(answered.contains("复核答复：更正"))
    }
}

@Suite("What the desk owes to others")
struct DeskDutyTests {
    @Test(
        "Opening a case is recorded before it is shown: once for each officer and day, on the applicant's own page and in the log"
    )
    func views() async throws {
        let open = try await OpenCase()
        let reads = DataReadStore(database: open.rehearsal.platform.database)
        func views() async throws -> [DataRead] {
            try await reads.reads(about: open.person.id).filter { $0.outcome == DataRead.viewedByOfficer }
        }
        #expect(try await views().isEmpty)
        let street = try await DeskBrowser(open.rehearsal, "JD01")
        let colleague = try await DeskBrowser(open.rehearsal, "JD02")
        _ = await street.page.get("/desk")
        #expect(try await views().isEmpty)
        for _ in 0..<3 { #expect(await street.page.get("/desk/cases/\(open.file.id)").status == 200) }
        #expect(try await views().map(\.reader) == ["街道 周敏"])
        _ = await colleague.page.get("/desk/cases/\(open.file.id)")
        open.rehearsal.clock.advance(seconds: 86_400)
        let nextDay = try await DeskBrowser(open.rehearsal, "JD01")
        _ = await nextDay.page.get("/desk/cases/\(open.file.id)")
        #expect(try await views().map(\.reader) == ["街道 周敏", "街道 何立新", "街道 周敏"])
        let events = try await open.environment.journal.events(of: open.file.stream)
        #expect(events.filter { $0.kind == CaseEvents.viewed }.count == 3)
        #expect(try await open.count("SELECT COUNT(*) AS n FROM event WHERE kind = 'case.viewed' AND class = 3") == 3)
        // What another office asks for in vain is no look at anything.
        let civil = try await DeskBrowser(open.rehearsal, "MZ01")
        #expect(await civil.page.get("/desk/cases/\(open.file.id)").status == 404)
        #expect(try await views().count == 3)
        let person = RehearsalBrowser(open.rehearsal)
        try await person.signIn(open.citizen)
        let page = await person.get("/me/reads").text
        #expect(page.contains("街道 周敏") && page.contains("办理您的“高龄津贴”"))
    }

    @Test("Who hands a case over reads where it went and why, and nothing of what is in it; to others it is not there")
    func passed() async throws {
        let open = try await OpenCase()
        let (street, colleague) = (
            try await DeskBrowser(open.rehearsal, "JD01"), try await DeskBrowser(open.rehearsal, "JD02")
        )
        let desk = "/desk/cases/\(open.file.id)"
        _ = await street.page.get(desk)
        _ = await street.page.post("\(desk)/claim")
        let sent = await street.page.post(
            "\(desk)/handover", [(FormName.receiver, "office:区民政部门"), ("note.handover", "属区里管")])
        #expect(sent.header("location") == desk)
        let page = await street.page.get(desk)
        #expect(page.status == 200)
        #expect(page.text.contains("已经转出") && page.text.contains("区民政部门") && page.text.contains("属区里管"))
        #expect(!page.text.contains(open.person.name))
        #expect(await colleague.page.get(desk).status == 404)
        // Back in the own office it is a case like others.
        try await ClaimCase(open.environment)(open.file.id, by: OpenCase.civil)
        try await ReleaseCase(open.environment)(open.file.id, to: .office("街道"), reason: "先核对", by: OpenCase.civil)
        #expect(await colleague.page.get(desk).text.contains(open.person.name))
    }

    @Test(
        "Sign-in leads to the page that was asked for, on this site only",
        arguments: [
            ("/desk/cases/00000000-0000-7000-8000-000000000000", "/desk/cases/00000000-0000-7000-8000-000000000000"),
            ("/desk?scope=mine&due=soon", "/desk?scope=mine&due=soon"), ("//evil.example/desk", "/desk"),
            ("https://evil.example", "/desk"), ("", "/desk"),
        ])
    func comesBack(_ asked: String, _ expected: String) async throws {
        let rehearsal = try await Rehearsal()
        let browser = RehearsalBrowser(rehearsal)
        if asked.hasPrefix("/desk") {
            let sent = await browser.get(asked)
            #expect(sent.header("location") == "/staff/sign-in?return=" + PercentCoding.encoded(asked))
        }
        let query = asked.isEmpty ? "" : "?return=" + PercentCoding.encoded(asked)
        _ = await browser.get("/staff/sign-in\(query)")
        let begun = await browser.post("/staff/sign-in\(query)", [("name", "周敏"), ("staffID", "jd01")])
        let codePage = await browser.get(begun.header("location") ?? "")
        let hidden = codePage.text.firstMatch(of: /name="return" value="([^"]*)"/).map {
            String($0.1).replacing("&amp;", with: "&")
        }
        let code = try #require(try await rehearsal.newestCode(OpenCase.street.phone))
        let done = await browser.post(
            "/staff/sign-in/code", [(FormName.code, code)] + (hidden.map { [(FormName.returnTo, $0)] } ?? []))
        #expect(done.header("location") == expected)
    }

    @Test("Officers read about the applicant, the applicant about herself")
    func readers() async throws {
        let open = try await OpenCase { person, environment, draft in
            _ = try await EditDraft(environment).dispute("户籍区划", in: draft.id, entries: .init(answers: [:]), by: person)
            _ = try await EditDraft(environment).enter(
                .init(answers: [:], corrections: ["户籍区划": "339903"]), in: draft.id, by: person)
        }
        let street = try await DeskBrowser(open.rehearsal, "JD01")
        let desk = await street.page.get("/desk/cases/\(open.file.id)").text
        #expect(desk.contains("申请人说“户籍区划”不对") && desk.contains("申请人说应该是：<b>惠民市澄湖区</b>"))
        #expect(!desk.contains("您说") && !desk.contains("您要求") && !desk.contains("您填写"))
        let person = RehearsalBrowser(open.rehearsal)
        try await person.signIn(open.citizen)
        #expect(await person.get("/cases/\(open.file.id)").text.contains("您说“户籍区划”不对"))
    }

    @Test(
        "Lists are by due date; what waits for the applicant has none and comes last; pages of two lose and repeat nothing",
        arguments: RehearsalStore.here)
    func order(_ store: RehearsalStore) async throws {
        let open = try await OpenCase(house: RehearsalHouse(database: await store.emptyDatabase()))
        var files = [open.file]
        for serial in 2...5 {
            open.rehearsal.clock.advance(seconds: 86_400)
            files.append(try await open.another(serial: serial))
        }
        // The second waits for its applicant.
        try await ClaimCase(open.environment)(files[1].id, by: OpenCase.street)
        try await RequestCorrection(open.environment)(files[1].id, .init(note: "请说明"), by: OpenCase.street)
        let expected = [0, 2, 3, 4, 1].map { files[$0].id }
        var (seen, query): ([Identifier<CaseFile>], DeskQuery) = ([], DeskQuery(scope: .office))
        for _ in 0..<5 {
            let (page, next) = try await open.environment.cases.worklist(query, for: OpenCase.street, limit: 2)
            seen += page.map(\.id)
            guard let next else { break }
            // As the address of the next page carries it.
            query.after = DeskQuery.Key(next.description)
        }
        #expect(seen == expected)
    }
}
