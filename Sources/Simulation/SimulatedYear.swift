import Cases
import Catalog
import EventLog
import Exchange
import Flow
import FoundationEssentials
import Identity
import Kernel
package import Server
import Web

/// 模拟的一年 — a small city lives through a year in one process and in no time: residents, officers and departments follow
/// scripts drawn from a seed, the product's own verbs and stores do what they are asked, processes end at any moment, and after
/// each step everything that must always hold is looked at (`Inspector`).
///
/// One year is one instance, used once.
package final class SimulatedYear {
    /// What is simulated.
    package struct Settings: Sendable {
        package var seed: UInt64
        package var days = 365
        package var people = 200
        /// The folder of the city's definitions.
        package var city: String
        /// A fault that the invariants have to find.
        package var fault: PlantedFault.Kind?
        /// An empty folder for what the year leaves: database, keys and log.
        package var keepsakes: String?

        package init(seed: UInt64, city: String) {
            self.seed = seed
            self.city = city
        }
    }

    /// The year begins on a working day that many city's grants hold from.
    private static let firstDay = CivilDate(daysSinceEpoch: 20_458)

    let settings: Settings
    let city: CityFolder
    let clock: VirtualClock
    let life = ProcessLife()
    let truth: CityLife
    let server: SimulatedServer
    let partner: SimulatedPartner
    let residents: [Resident]
    var inspector: Inspector?
    var draws: Draws
    var trace = Trace()
    var report: YearReport
    var day: CivilDate
    /// Who was told of an offer, and comes to answer it.
    var invited: [Resident] = []
    /// What residents and programs were told: a case that was answered stays.
    var answered: [Identifier<CaseFile>: String] = [:]

    private let fault: PlantedFault?
    private let folder: String

    /// - Parameters:
    ///   - city: the definitions at `settings.city`, read once for many years.
    ///   - folder: an empty folder for keys and locks, which is the caller's to remove.
    package init(_ settings: Settings, city: CityFolder, folder: String) throws {
        self.settings = settings
        self.city = city
        self.folder = folder
        let seed = settings.seed
        day = Self.firstDay
        clock = VirtualClock(Self.firstDay.at(second: 6 * 3600))
        draws = Draws(seed: seed, "year")
        fault = settings.fault.map(PlantedFault.init)
        report = YearReport(seed: seed, days: settings.days, people: settings.people)
        residents = Resident.settle(settings.people, seed: seed, day: day, items: city.catalogue.items)
        let truth = CityLife(
            seed: seed, residents: residents, departments: city.departments, items: city.catalogue.items)
        self.truth = truth
        let (clock, life, fault) = (clock, life, fault)
        let departments = city.departments.reduce(into: [String: SimulatedDepartment]()) {
            $0[$1.name] = SimulatedDepartment(
                $1.name, seed: seed, city: truth, clock: clock, life: life, fault: fault)
        }
        partner = try SimulatedPartner(seed: seed, clock: clock, life: life, fault: fault)
        server = try SimulatedServer(
            city: city, at: settings.city, folder: folder, seed: seed, clock: clock, life: life,
            departments: departments, partner: partner, fault: fault)
    }

    /// Lives through the year.
    /// - Throws: only what keeps the simulation itself from running; what breaks an invariant stands in the report.
    package func callAsFunction() async throws -> YearReport {
        let begun = ContinuousClock.now
        do {
            try await begin()
            for _ in 0..<settings.days {
                try await liveDay()
                day = day.adding(days: 1)
            }
            try await settle()
        } catch let broken as BrokenInvariant { report.failure = failure(broken) }
        if let target = settings.keepsakes { try server.keep(at: target) }
        sum()
        report.milliseconds = Int64(begun.duration(to: .now) / .milliseconds(1))
        return report
    }

    private func begin() async throws {
        try await server.begin()
        if let loosening = fault?.loosening { try await server.loosen(loosening) }
        inspector = Inspector(server, city: city)
        try await inspect(hasEnded: false, isSequenced: false)
    }

    /// Everything that is due arrives, and all is looked at once more.
    private func settle() async throws {
        for department in server.departments.values { department.calm() }
        partner.calm()
        try await settlePartner()
        for _ in 0..<30 {
            clock.advance(seconds: 3700)
            try await perform("settle") { "\(try await self.server.deliverDue())" }
        }
        // What was lost on the last days is found, and delivered again.
        for _ in 0..<3 {
            // Longer than a process that died over a comparison has it to itself.
            clock.advance(seconds: 3700)
            try await perform("reconcile") { "\(try await self.server.reconcile())" }
            try await perform("settle") { "\(try await self.server.deliverDue())" }
        }
        try await settlePartner()
        try await perform("sequence", isSequencing: true) { "\(try await self.server.sequence())" }
        try await inspector?.checkAll(server, isSettled: true)
        trace.add("end \(answered.count) cases, log of \(inspector?.standings.count ?? 0) streams")
    }

    // MARK: Steps

    /// One step of the city. A process may end over it; then another begins, and whoever was at it tries again, as people and
    /// programs do.
    func perform(
        _ name: String, isSequencing: Bool = false, _ body: () async throws -> String
    ) async throws {
        var hasEnded = false
        for attempt in 0..<4 {
            // The last attempt is not disturbed.
            if attempt < 3, draws.happens(permille: attempt == 0 ? 25 : 200) { life.end(after: draws.within(1...30)) }
            let outcome = try await outcome(of: name, body)
            life.spare()
            trace.add("\(clock.now().milliseconds) \(name): \(outcome)")
            guard life.isOver else { break }
            hasEnded = true
            report.ends += 1
            try await server.begin()
        }
        try await inspect(hasEnded: hasEnded, isSequenced: isSequencing)
    }

    private func outcome(of name: String, _ body: () async throws -> String) async throws -> String {
        do {
            let outcome = try await body()
            return life.isOver ? "ended" : outcome
        } catch let broken as BrokenInvariant { throw broken } catch {
            // Whatever code of a process that is no more makes of its end, nobody hears it.
            if life.isOver { return "ended" }
            if let rejection = error as? Rejection { return rejection.code }
            if error is CorrectionFaults { return "faults" }
            throw BrokenInvariant("no step fails but by saying why", "\(name): \(error)")
        }
    }

    private func inspect(hasEnded: Bool, isSequenced: Bool) async throws {
        try await inspector?.check(server, hasEnded: hasEnded, isSequenced: isSequenced)
    }

    /// What somebody was told must be so from now on.
    func told(_ file: CaseFile) throws(BrokenInvariant) { try told(file.id, number: file.number) }

    func told(_ id: Identifier<CaseFile>, number: String) throws(BrokenInvariant) {
        // A process that is no more has told nobody.
        if life.isOver { return }
        let earlier = answered.updateValue(number, forKey: id)
        try hold(earlier == nil || earlier == number, "one draft, one case", "\(number) and \(earlier ?? "")")
    }

    /// Every case that somebody was told of is there.
    func checkAnswered() throws(BrokenInvariant) {
        let cases = inspector?.cases ?? [:]
        for (id, number) in answered {
            try hold(cases[id]?.number == number, "a case that was answered stays", number)
        }
    }

    // MARK: Report

    private func failure(_ broken: BrokenInvariant) -> YearReport.Failure {
        let days = day.daysSinceEpoch - Self.firstDay.daysSinceEpoch + 1
        var command =
            "huimin simulate --seed \(settings.seed) --days \(min(days, settings.days)) --people \(settings.people)"
        if let kind = settings.fault { command += " --plant \(kind.rawValue)" }
        return YearReport.Failure(
            invariant: broken, day: day, step: trace.steps, tail: trace.tail, command: command)
    }

    private func sum() {
        report.steps = trace.steps
        report.trace = trace.hash
        report.certificateActs = inspector?.certificates.acts ?? 0
        report.showings = inspector?.certificates.shown ?? 0
        report.partnerCases = partner.filed.count
        report.partnerMessages = inspector?.partners.messages ?? 0
        report.mandates = inspector?.mandates.given ?? 0
        report.mandateUses = inspector?.mandates.uses ?? 0
        report.mandatesEnded = inspector?.mandates.ended ?? 0
        report.revokedGrants = inspector?.grants.revoked ?? 0
        report.events = inspector?.standings.values.reduce(0) { $0 + $1.length } ?? 0
        for replay in (inspector?.cases ?? [:]).values {
            report.cases += 1
            if replay.status == .refused { report.refused += 1 }
            guard let grant = replay.grant else { continue }
            if case .rule = grant.actor { report.grantedByRule += 1 } else { report.grantedByPeople += 1 }
        }
    }
}
