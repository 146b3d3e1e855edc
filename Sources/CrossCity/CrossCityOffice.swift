package import Cases
import Vault
package import Web

/// 通办 — everything that two cities have to do with each other, put together.
package struct CrossCityOffice: Sendable {
    package let follow: FollowCases
    package let send: SendMessage
    package let receive: ReceiveMessage
    private let signature: CitySignature
    private let environment: CaseEnvironment

    package init(
        _ environment: CaseEnvironment, store: PartnerStore, register: PartnerRegister, link: any PartnerLink
    ) {
        self.environment = environment
        let keys = PartnerKeys(
            store: store, link: link, journal: environment.journal, ids: environment.ids, time: environment.time)
        signature = CitySignature(vault: environment.vault, division: environment.division, time: environment.time)
        follow = FollowCases(environment, store: store, register: register)
        send = SendMessage(
            environment, store: store, register: register, keys: keys, signature: signature, link: link)
        receive = ReceiveMessage(environment, store: store, register: register, keys: keys, signature: signature)
    }

    package var routes: [Route] { PartnerRoutes(environment, receive: receive, signature: signature).routes }
}
