import Identity
import Kernel
import Storage
import Testing

@Suite("Sign-in: limits and silence")
struct SignInLimitTests {
    private static let name = "王秀英"

    private func begin(_ signIn: SignIn, name: String = SignInLimitTests.name, number: String = IdentityFixture.number)
        async throws -> [UInt8]
    {
        try await signIn.begin(name: name, residentID: number, language: .chinese)
    }

    /// What somebody outside sees: the code of the refusal, or that there was none.
    private func seen(_ body: () async throws -> Void) async -> String {
        do { try await body() } catch let rejection as Rejection { return rejection.reason.code } catch {
            return "fault \(type(of: error))"
        }
        return "no refusal"
    }

    private func wrong(_ code: String) -> String { code == "000000" ? "000001" : "000000" }

    @Test("Twenty wrong guesses a day end it, over restarts and several servers; the next day begins anew")
    func guessesOfADay() async throws {
        let fixture = try await IdentityFixture()
        var challenges: [[UInt8]] = []
        for _ in 0..<5 { challenges.append(try await begin(fixture.server())) }
        let codes = fixture.sent.map(\.code)
        for challenge in challenges.prefix(4) {
            for _ in 0..<5 {
                // Another server each time: it knows of the others by rows only.
                let refusal = await seen { _ = try await fixture.server().finish(challenge: challenge, code: "x") }
                #expect(refusal == "identity.codeWrong")
            }
        }
        // Even the right code of a fresh challenge is not looked at any more, and no further one is given.
        let right = await seen { _ = try await fixture.server().finish(challenge: challenges[4], code: codes[4]) }
        #expect(right == "identity.tooManyToday")
        fixture.clock.advance(seconds: 601)
        #expect(await seen { _ = try await begin(fixture.server()) } == "identity.tooManyToday")
        fixture.clock.advance(seconds: 24 * 3600)
        let challenge = try await begin(fixture.server())
        let code = try #require(fixture.sent.last?.code)
        #expect(try await fixture.server().finish(challenge: challenge, code: code).count == 32)
    }

    @Test("Guesses under a wrong name neither hit nor lock out whose number it is")
    func guessesUnderAnotherName() async throws {
        let fixture = try await IdentityFixture()
        let signIn = fixture.server()
        for _ in 0..<4 {
            let challenge = try await begin(signIn, name: "李秀英")
            for guess in 0..<5 {
                let refusal = await seen { _ = try await signIn.finish(challenge: challenge, code: "00000\(guess)") }
                #expect(refusal == "identity.codeWrong")
            }
        }
        fixture.clock.advance(seconds: 601)
        // The stranger is told no more than whoever has the right name.
        #expect(await seen { _ = try await begin(signIn, name: "李秀英") } == "identity.tooManyToday")
        let challenge = try await begin(signIn)
        let code = try #require(fixture.sent.last?.code)
        #expect(try await signIn.finish(challenge: challenge, code: code).count == 32)
    }

    @Test(
        "Right codes are no guesses: whoever signs in often is not locked out before the codes of the day are used up")
    func rightCodes() async throws {
        let fixture = try await IdentityFixture()
        let signIn = fixture.server()
        for _ in 0..<20 {
            let challenge = try await begin(signIn)
            let code = try #require(fixture.sent.last?.code)
            if fixture.sent.count.isMultiple(of: 2) {
                _ = try await signIn.finish(challenge: challenge, code: code)
            } else {
                _ = await seen { _ = try await signIn.finish(challenge: challenge, code: wrong(code)) }
            }
            fixture.clock.advance(seconds: 150)
        }
        #expect(await seen { _ = try await begin(signIn) } == "identity.tooManyToday")
        #expect(fixture.sent.count == 20)
    }

    @Test("Many at once with one code open one session")
    func oneSession() async throws {
        let fixture = try await IdentityFixture()
        let signIn = fixture.server()
        let challenge = try await begin(signIn)
        let code = try #require(fixture.sent.last?.code)
        let opened = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<4 {
                group.addTask { (try? await signIn.finish(challenge: challenge, code: code)) != nil }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(opened == 1)
        #expect(try await fixture.count("session") == 1)
    }

    /// Who is asked for: name, number. The first is a match; all others must look the same from outside.
    private static let visitors = [
        (name, IdentityFixture.number), ("李秀英", IdentityFixture.number), (name, "339902195001010016"),
        (name, "339902196001010010"),
    ]

    @Test("Match, wrong name, unknown number and a person without a phone look alike, whatever fails on the way")
    func alike() async throws {
        for isKnown in [false, true] {
            for isFailing in [false, true] {
                let fixture = try await IdentityFixture()
                fixture.register("339902196001010010", .found(name: Self.name, phone: nil))
                if isKnown {
                    let challenge = try await begin(fixture.server())
                    let code = try #require(fixture.sent.last?.code)
                    _ = try await fixture.server().finish(challenge: challenge, code: code)
                }
                if isFailing { fixture.failRecords() }
                for (index, visitor) in Self.visitors.enumerated() {
                    #expect(ResidentID(visitor.1) != nil, "\(visitor.1)")
                    let before = try await (fixture.count("sign_in_challenge"), fixture.count("sign_in_count"))
                    let answer = await seen {
                        let challenge = try await begin(fixture.server(), name: visitor.0, number: visitor.1)
                        let refusal = await seen {
                            _ = try await fixture.server().finish(challenge: challenge, code: "x")
                        }
                        #expect(refusal == "identity.codeWrong")
                    }
                    #expect(answer == "no refusal", "\(index), known \(isKnown), failing \(isFailing)")
                    let after = try await (fixture.count("sign_in_challenge"), fixture.count("sign_in_count"))
                    #expect(after.0 - before.0 == 1, "one challenge each")
                    #expect(after.1 - before.1 == (isKnown && index == 0 ? 0 : 1), "one count each")
                }
                // Nobody is let in by a read that could not be recorded, and the operator hears of it.
                let expected = isKnown ? (isFailing ? 1 : 2) : 1
                #expect(fixture.sent.count == expected, "known \(isKnown), failing \(isFailing)")
                #expect((fixture.reports > 0) == (isKnown && isFailing))
            }
        }
    }

    @Test("A read is recorded as what it was: not answered by a register that is down, and at its time")
    func outcomes() async throws {
        let fixture = try await IdentityFixture()
        let signIn = fixture.server()
        let began = fixture.clock.now()
        let challenge = try await begin(signIn)
        #expect(fixture.records.isEmpty)
        fixture.clock.advance(seconds: 100)
        _ = try await signIn.finish(challenge: challenge, code: fixture.sent.last?.code)
        #expect(fixture.records == ["answered@\(began.milliseconds)"])
        fixture.register(IdentityFixture.number, .unavailable, outcome: "timedOut")
        #expect(await seen { _ = try await begin(signIn) } == "identity.registerUnavailable")
        #expect(fixture.records.last?.hasPrefix("timedOut@") == true)
    }

    @Test("Where there is no way to phones everybody is told so")
    func noCarrier() async throws {
        let fixture = try await IdentityFixture()
        for visitor in Self.visitors {
            let answer = await seen {
                _ = try await begin(fixture.server(canSendCodes: false), name: visitor.0, number: visitor.1)
            }
            #expect(answer == "identity.noCarrier")
        }
        for name in ["周敏", "李四"] {
            let answer = await seen {
                _ = try await fixture.staffServer(canSendCodes: false).begin(
                    name: name, staffID: "JD01", language: .chinese)
            }
            #expect(answer == "identity.noCarrier")
        }
    }

    @Test("Twenty wrong guesses a day end an officer's sign-in too, in words for officers")
    func guessesAtAnOfficer() async throws {
        let fixture = try await IdentityFixture()
        for _ in 0..<4 {
            let challenge = try await fixture.staffServer().begin(name: "周敏", staffID: "JD01", language: .chinese)
            for _ in 0..<5 {
                let refusal = await seen { _ = try await fixture.staffServer().finish(challenge: challenge, code: "x") }
                #expect(refusal == "identity.codeWrong")
            }
        }
        fixture.clock.advance(seconds: 601)
        let refused = await #expect(throws: Rejection.self) {
            try await fixture.staffServer().begin(name: "周敏", staffID: "JD01", language: .chinese)
        }
        #expect(refused?.nextStep.code == "identity.tooManyTodayForStaff.next")
    }

    @Test("Whoever knows only a number keeps its owner out neither by codes nor by names, at a first sign-in and later")
    func strangersAtANumber() async throws {
        let fixture = try await IdentityFixture()
        let signIn = fixture.server()
        for isKnown in [false, true] {
            let asked = fixture.asked
            for round in 0..<30 {
                for _ in 0..<5 { _ = try await begin(signIn, name: "路人\(isKnown)\(round)") }
                #expect(
                    await seen { _ = try await begin(signIn, name: "路人\(isKnown)\(round)") } == "identity.tooManyCodes")
            }
            // The register is not asked for each guess, and the list of reads holds what was really read.
            #expect(fixture.asked - asked <= 21)
            #expect(fixture.records.count <= 22)
            let challenge = try await begin(signIn)
            let code = try #require(fixture.sent.last?.code)
            #expect(fixture.sent.count == (isKnown ? 2 : 1))
            #expect(try await signIn.finish(challenge: challenge, code: code).count == 32)
            fixture.clock.advance(seconds: 1_000)
        }
    }

    @Test("A refusal of every day rolls back nobody's writes")
    func refusalsInAGroup() async throws {
        let fixture = try await IdentityFixture()
        let signIn = fixture.server()
        for _ in 0..<5 { _ = try await begin(signIn) }
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                group.addTask {
                    if number.isMultiple(of: 2) {
                        #expect(await seen { _ = try await begin(signIn) } == "identity.tooManyCodes")
                    } else {
                        _ = try? await begin(signIn, name: "路人\(number)")
                    }
                }
            }
        }
        let figures = fixture.database.figures.first { $0.name == "write_groups_repeated" }
        #expect(figures?.value == 0)
    }
}
