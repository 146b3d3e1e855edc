import Cases
import ECertificates
import EventLog
import Identity
import Kernel
import Rehearsal
import Server
import Storage
import Testing
import Web

/// A holder with a driving licence at the traffic police, and a verifier without an account.
struct ImportScene {
    let rehearsal: Rehearsal
    let citizen = RehearsalCitizen()
    let holder: RehearsalBrowser
    let stranger: RehearsalBrowser

    init(_ store: RehearsalStore = .sqlite) async throws {
        try await self.init(in: RehearsalHouse(database: try await store.emptyDatabase()))
    }

    init(in house: RehearsalHouse) async throws {
        rehearsal = try await Rehearsal(in: house)
        rehearsal.settle(citizen)
        (holder, stranger) = (RehearsalBrowser(rehearsal), RehearsalBrowser(rehearsal))
        register()
        #expect(try await holder.signIn(citizen))
        _ = await stranger.get("/p")
    }

    /// What the register of the traffic police says of the holder.
    func register(state: String = "A", until: String? = "2030-05-01", term: String? = "6") {
        rehearsal.traffic.put(
            "驾驶证", citizen.number,
            ["sfzmhm": citizen.number, "zjcx": "C1", "yxqz": until, "yxns": term, "zt": state, "gxsj": "2026-11-20"])
    }

    /// Agrees to what is offered; for a kind that there is not, to nothing.
    func agree(to code: String = "339900-JG-9001") async -> WebResponse {
        await holder.post("/certificate-imports/\(code)", [("terms", terms(code))])
    }

    /// What the city offers: the digest that stands in the form.
    func terms(_ code: String = "339900-JG-9001") -> String {
        rehearsal.platform.environment.importedTypes.first { $0.code == code }?.terms.digest ?? ""
    }

    /// Who the holder is to the platform.
    func person() async throws -> Identifier<Person> {
        let people = rehearsal.platform.people
        return try #require(try await people.person(numbered: citizen.residentID)).id
    }

    /// A program that talks to the interface in somebody's name.
    func call(
        _ method: WebRequest.Method, _ path: String, _ body: JSON? = nil, as person: Identifier<Person>
    ) async throws -> (status: Int, json: JSON) {
        let bytes = rehearsal.platform.environment.ids.randomBytes(32)
        try await rehearsal.platform.sessions.open(bytes, for: person, at: rehearsal.clock.now())
        var headers = ["authorization": "Bearer \(Hex.text(bytes))"]
        if body != nil { headers["content-type"] = "application/json" }
        let answer = await RehearsalBrowser(rehearsal).send(
            method, "/api/v1\(path)", headers: headers, body: body?.bytes ?? [])
        return (answer.status, (try? JSON.parse(answer.text)) ?? .null)
    }

    /// The same verb with a department that says 正常, and says it late.
    func imports(
        after change: @escaping @Sendable () -> Void, meanwhile act: @escaping @Sendable () async -> Void
    ) -> ImportCertificate {
        let platform = rehearsal.platform
        return ImportCertificate(
            types: platform.environment.importedTypes, store: platform.environment.imports,
            gate: { type, _ in
                let source = ImportSource(
                    department: type.authority, resource: type.resource, grade: .issued,
                    readAt: platform.environment.time.now(),
                    asOf: nil)
                change()
                await act()
                return ImportReading(
                    holderName: "王秀英", finding: .found(["驾驶证状态": "正常"], source), record: { _ in })
            },
            presentations: platform.environment.presentations,
            database: platform.database, journal: platform.journal, time: platform.environment.time,
            ids: platform.environment.ids)
    }

    /// Has it read, and follows to what is said of it, as a browser does.
    func news() async throws -> String {
        let address = try #require(await agree().header("location"))
        return await holder.get(String(address.prefix { $0 != "#" })).text
    }

    func wallet() async -> String { await holder.get("/certificates").text }

    func id() async throws -> String {
        String(try #require(await wallet().firstMatch(of: /certificate-imports\/([0-9a-f-]{36})\/withdrawal/)).1)
    }

    func rows() async throws -> Int {
        try await rehearsal.platform.database.rows("SELECT id FROM imported_certificate").count
    }

    func events(_ id: String) async throws -> [LoggedEvent] {
        try await rehearsal.platform.journal.events(of: try #require(Identifier<EventStream>(id)))
    }

    /// Shows name and vehicle class for work; the code.
    func code(_ id: String, by browser: RehearsalBrowser) async throws -> String {
        let fields = [("claim.holder_name", "yes"), ("claim.准驾车型", "yes"), ("purpose", "employment")]
        let answer = await browser.post("/certificates/\(id)/presentation", fields)
        let page = await browser.get(try #require(answer.header("location"))).text
        return String(try #require(page.firstMatch(of: /showing-code">([0-9A-Z-]{14})</)).1)
    }

    func look(_ code: String) async -> WebResponse {
        await stranger.post("/p", [("code", code), ("purpose", "employment"), ("verifier", "平安物流公司")])
    }

    /// Gives a mandate for certificates of these types, which the agent accepts.
    func give(_ agent: RehearsalCitizen, types: [String], accepting browser: RehearsalBrowser) async throws {
        let days = [
            ("from.year", "2026"), ("from.month", "11"), ("from.day", "21"), ("until.year", "2027"),
            ("until.month", "11"), ("until.day", "20"),
        ]
        let offer = await holder.post(
            "/me/mandates",
            [
                ("name", agent.name), ("residentID", agent.number), ("types", types.isEmpty ? "all" : "some"),
                ("power.certificates", "yes"),
            ]
                + days + types.map { ("type.\($0)", "yes") })
        #expect(offer.status == 303)
        let page = await browser.get("/me/mandates").text
        let step = try #require(page.firstMatch(of: /\/me\/mandates\/[0-9a-f-]{36}\/acceptance/))
        #expect(await browser.post(String(step.0)).status == 303)
    }
}
