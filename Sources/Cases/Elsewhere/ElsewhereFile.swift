import Flow
import Kernel

extension CaseFile {
    /// As the city that decides tells it; the office that cares for it here stays the same.
    func standing(_ told: CaseReport.Standing, terms environment: CaseEnvironment, at now: Instant) -> CaseFile {
        let days = environment.otherCities.terms.report
        return changed(
            status: told.status, dueOn: told.dueOn.map { environment.calendar.adding(workingDays: days, to: $0).date },
            stageDueOn: told.stageDueOn, review: told.review, at: now)
    }

    func elsewhere(dueOn: CivilDate?, stageDueOn: CivilDate?, at now: Instant) -> CaseFile {
        changed(status: status, dueOn: dueOn, stageDueOn: stageDueOn, review: review, at: now)
    }

    /// After a step of the applicant, which the city that decides is told of.
    func answered(_ step: CaseStep, in environment: CaseEnvironment, at now: Instant) -> CaseFile? {
        let due = environment.elsewhereDue(from: now)
        switch (step, status) {
        case (.answerCorrection, .correctionAsked):
            return changed(status: .inReview, dueOn: due, stageDueOn: nil, review: review, at: now)
        case (.askReview, .granted) where review != .open, (.askReview, .refused) where review != .open:
            return changed(status: status, dueOn: due, stageDueOn: nil, review: .open, at: now)
        default: return nil
        }
    }

    private func changed(
        status: CaseStatus, dueOn: CivilDate?, stageDueOn: CivilDate?, review: CaseReview?, at now: Instant
    ) -> CaseFile {
        CaseFile(
            id: id, number: number, itemID: itemID, itemVersion: itemVersion, applicant: applicant, status: status,
            stage: nil, office: office, receivedAt: receivedAt, dueOn: dueOn, stageDueOn: stageDueOn, review: review,
            elsewhere: elsewhere, updatedAt: now)
    }
}

extension CaseEnvironment {
    /// The last day on which the applicant hears of a decision that another city has to make from now on.
    func elsewhereDue(from now: Instant) -> CivilDate {
        let terms = otherCities.terms
        return calendar.adding(workingDays: terms.decide + terms.report, to: now.civilDate()).date
    }
}
