import Cases
import Catalog
import CrossCity
import Desk
import ECertificates
import EventLog
import Exchange
import Feedback
import Identity
import Kernel
import Portal
import PublicAPI
import Retrieval
import TransparencyLog
import Web

/// The whole site on one page: every address with its access rule, from the parts that answer it.
struct SiteMap: Sendable {
    let platform: Platform
    let metrics: RequestMetrics

    var routes: [Route] {
        let proofs = LogProofs(
            database: platform.database, directory: platform.directory, identity: platform.identity,
            witnesses: platform.witnesses)
        let checks = CheckCertificate(
            store: platform.environment.certificates, proofs: proofs, time: platform.time)
        let mandates = Mandates(platform)
        let showings = Showings(platform, mandates.delegation)
        let imports = ImportCertificate(platform)
        let press = Press(platform)
        let live = LiveCases(tail: platform.tail, journal: platform.journal)
        return OpenRoutes(
            environment: platform.environment, index: index, directory: platform.directory, proofs: proofs,
            verifierKey: platform.identity.verifierKey, witnesses: platform.witnesses, origin: platform.origin
        ).routes
            + SignInRoutes(
                signIn: platform.signIn, sessions: platform.sessions,
                demoPeople: platform.demoPeople.map {
                    SignInPage.DemoPerson(name: $0.name, residentID: $0.residentID, note: $0.shows.chinese)
                }
            ).routes
            + MyRoutes(
                environment: platform.environment, reads: DataReadStore(database: platform.database),
                mandates: mandates.store, words: ReadWords(platform.city.departments),
                inbox: platform.settings.isDemo ? platform.inbox : nil
            ).routes
            + ConsentRoutes(platform.environment, words: ReadWords(platform.city.departments)).routes
            + PersonalDataRoutes(platform.environment, words: ReadWords(platform.city.departments)).routes
            + CaseRoutes(platform.environment, live: live, proofs: proofs).routes
            + CertificateRoutes(
                store: platform.environment.certificates, presentations: showings.presentations,
                journal: platform.journal, proofs: proofs,
                checks: checks,
                lists: PublishStatusList(
                    store: platform.environment.certificates, database: platform.database,
                    vault: platform.vault, origin: platform.origin, time: platform.time),
                press: press.print, paper: press.paper, seal: press.seal, vault: platform.vault, time: platform.time,
                origin: platform.origin
            ).routes
            + BundleRoutes(
                store: platform.environment.certificates, journal: platform.journal, proofs: proofs
            ).routes
            + WalletRoutes(
                certificates: showings.certificates, imports: imports, presentations: showings.presentations,
                delegation: mandates.delegation, recordLook: showings.recordLook, time: platform.time
            ).routes
            + PresentationRoutes(
                certificates: showings.certificates, presentations: showings.presentations,
                present: showings.present, open: showings.open, recordLook: showings.recordLook, time: platform.time,
                origin: platform.origin
            ).routes
            + mandates.routes(platform)
            + DeskCertificateRoutes(act: ActOnCertificate(platform), time: platform.time).routes
            + APIRoutes(
                environment: platform.environment, signIn: platform.signIn, staffSignIn: platform.staffSignIn,
                sessions: platform.sessions, staff: platform.city.staff,
                reads: DataReadStore(database: platform.database), index: index,
                proofs: proofs, checks: checks, presentations: showings.presentations, present: showings.present,
                openPresentation: showings.open, press: press.print, mandates: mandates.forPrograms, imports: imports,
                recordLook: showings.recordLook,
                act: ActOnCertificate(platform),
                sharing: SharingDesk(
                    environment: platform.environment, settings: platform.city.sharing, register: platform.grants,
                    reconcile: platform.reconcile)
            ).routes
            + CorrectionRoutes(platform.environment).routes
            + FeedbackRoutes(platform.environment).routes
            + StaffSignInRoutes(signIn: platform.staffSignIn, staff: platform.city.staff).routes
            + DeskRoutes(platform.environment, staff: platform.city.staff).routes
            + RulesRoutes(platform.environment, known: platform.city.known, staff: platform.city.staff).routes
            + ResourceRoutes(
                entries: platform.city.resources, database: platform.database, uses: platform.city.resourceUses,
                time: platform.time, origin: platform.origin
            ).routes
            + SourceRoutes(check: platform.checkSources).routes
            + SharingRoutes(
                settings: platform.city.sharing, database: platform.database, journal: platform.journal,
                register: platform.grants, uses: platform.city.resourceUses, time: platform.time, ids: platform.ids
            ).routes
            + ReconciliationRoutes(
                reconcile: platform.reconcile, database: platform.database,
                journal: platform.journal, vault: platform.vault, time: platform.time
            ).routes
            + DisputeRoutes(
                platform.environment, providers: platform.city.providers, words: ReadWords(platform.city.departments)
            ).routes
            + platform.crossCity.routes
            + OperatorRoutes(platform: platform, metrics: metrics).routes
    }

    private var index: ServiceIndex {
        ServiceIndex(
            entries: platform.city.catalogue.entries.map { entry in
                IndexEntry(id: entry.slug, title: entry.title, aliases: entry.aliases, text: entry.guide)
            })
    }
}
