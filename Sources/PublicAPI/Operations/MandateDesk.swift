package import Identity

/// What the operations on mandates work with.
package struct MandateDesk: Sendable {
    let store: MandateStore
    let give: GiveMandate
    let settle: SettleMandate
    let actForChild: ActForChild
    let use: UseMandate

    package init(
        store: MandateStore, give: GiveMandate, settle: SettleMandate, actForChild: ActForChild, use: UseMandate
    ) {
        self.store = store
        self.give = give
        self.settle = settle
        self.actForChild = actForChild
        self.use = use
    }
}
