package import Cases
import EventLog
package import Exchange
import Kernel
import Storage
import Web

/// 数据共享 at the interface: what offices ask departments for and what people say is wrong in their records, for the systems of
/// offices and departments. The verbs are those of the desk's pages.
package struct SharingDesk: Sendable {
    let settings: SharingSettings
    let requests: RequestStore
    let disputes: DisputeStore
    let ask: AskForSharing
    let answer: AnswerSharing
    let answerDispute: AnswerDispute
    let quality: ResourceQualities
    let writeBacks: WriteBackDesk
    let time: any TimeSource

    package init(
        environment: CaseEnvironment, settings: SharingSettings, register: GrantRegister, reconcile: ReconcileWriteBacks
    ) {
        let (database, journal) = (environment.database, environment.journal)
        self.settings = settings
        time = environment.time
        quality = ResourceQualities(database: database, time: environment.time)
        requests = RequestStore(database: database)
        disputes = DisputeStore(database: database, vault: environment.vault)
        ask = AskForSharing(
            database: database, journal: journal, settings: settings, time: environment.time, ids: environment.ids)
        answer = AnswerSharing(
            database: database, journal: journal, register: register, settings: settings, time: environment.time,
            ids: environment.ids)
        answerDispute = AnswerDispute(environment)
        writeBacks = WriteBackDesk(environment: environment, reconcile: reconcile)
    }

    /// The resources that an officer's department answers for.
    func resources(of officer: Viewer.Staff) -> Set<String> {
        Set(settings.entries.filter { $0.provider.name == officer.office }.map(\.name))
    }
}
