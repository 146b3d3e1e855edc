import Cases
import Flow
import Kernel
import Server

/// 一天 — what happens in a simulated city on one day, in the order of the clock.
extension SimulatedYear {
    private enum Happening {
        case visit(Resident)
        /// Somebody has offered them a mandate.
        case answer(Resident)
        case officers
        case departments
        case certificates
        case sharing
        case mandates
        case partner
        case deliveries
        case sequencing
    }

    func liveDay() async throws {
        for (second, happening) in plan() {
            clock.advance(to: day.at(second: second))
            switch happening {
            case .visit(let resident): try await perform("visit \(resident.index)") { try await visit(resident) }
            case .answer(let resident):
                try await perform("answer \(resident.index)") { try await visit(resident, isInvited: true) }
            case .officers: try await officersWork()
            case .departments: try await departmentsAnswer()
            case .certificates: try await certificatesAreLookedAfter()
            case .sharing: try await sharingChanges()
            case .mandates: try await mandatesAreUsed()
            case .partner: try await partnerWorks()
            case .deliveries: try await perform("deliver") { "\(try await server.deliverDue())" }
            case .sequencing:
                try await perform("sequence", isSequencing: true) { "\(try await server.sequence())" }
            }
        }
        clock.advance(to: day.at(second: 86_000))
        try departmentsSuffer()
        try await perform("reconcile") { "\(try await server.reconcile())" }
        try await forbiddenTries()
        try await perform("retention") {
            try await server.retain()
            return "done"
        }
        if let inspector { try await WorkListCheck(inspector: inspector)(server) }
        try checkAnswered()
    }

    /// About two and a half visits a year for each resident, more of them in the evening of life's paperwork: some days none.
    private func plan() -> [(Int, Happening)] {
        var plan: [(Int, Happening)] = []
        for resident in residents where draws.below(1460) < 10 {
            plan.append((draws.within(7 * 3600...22 * 3600), .visit(resident)))
            // What is due after it, sooner or later.
            if draws.happens(permille: 700) { plan.append((draws.within(8 * 3600...23 * 3600), .deliveries)) }
        }
        for resident in invited { plan.append((draws.within(18 * 3600...22 * 3600), .answer(resident))) }
        invited = []
        if city.calendar.isWorkingDay(day) {
            plan.append((draws.within(9 * 3600...11 * 3600), .officers))
            if draws.happens(permille: 500) { plan.append((draws.within(14 * 3600...17 * 3600), .departments)) }
            if draws.happens(permille: 250) { plan.append((draws.within(9 * 3600...17 * 3600), .certificates)) }
            if draws.happens(permille: 250) { plan.append((draws.within(9 * 3600...17 * 3600), .sharing)) }
        }
        plan.append((draws.within(8 * 3600...22 * 3600), .mandates))
        plan.append((draws.within(8 * 3600...20 * 3600), .partner))
        for second in [12 * 3600 + 1800, 23 * 3600] { plan.append((second, .deliveries)) }
        for second in [12 * 3600 + 3000, 23 * 3600 + 1200] { plan.append((second, .sequencing)) }
        return plan.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element)
    }
}
