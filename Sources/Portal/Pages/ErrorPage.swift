package import Kernel
package import Web

/// 出错了 — what happened, what to do now, and the number by which we find it. Never shows internals.
package enum ErrorPage {
    /// What the page says.
    package struct Model: Sendable {
        package let reason: Phrase
        package let nextStep: Phrase
        /// Whether the way on is to sign in again.
        package let needsSignIn: Bool

        package init(reason: Phrase, nextStep: Phrase, needsSignIn: Bool = false) {
            self.reason = reason
            self.nextStep = nextStep
            self.needsSignIn = needsSignIn
        }

        /// An expected "no".
        package init(_ rejection: Rejection) {
            self.init(
                reason: rejection.reason, nextStep: rejection.nextStep, needsSignIn: rejection.kind == .notSignedIn)
        }

        /// Our own fault: nothing about it is shown but the reference.
        package static let fault = Model(reason: OpenPagesCopy.faultTitle, nextStep: OpenPagesCopy.faultNext)
        /// No such address.
        package static let notFound = Model(reason: OpenPagesCopy.notFoundTitle, nextStep: OpenPagesCopy.notFoundNext)
    }

    package static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(model.reason)
        let first =
            model.needsSignIn
            ? ActionButton(context.say(OpenPagesCopy.errorSignIn), .primary, .link(.signIn(.init(context.path))))
            : ActionButton(context.say(OpenPagesCopy.errorHome), .primary, .link(.home))
        let call = ActionButton(context.say(HomeCopy.call), .secondary, .open("tel:12345"), icon: .phone)
        let head = PageHead("\(title)", lead: context.say(model.nextStep))
        return PageLayout.page(
            context, title: title,
            main: """
                \(head, in: context)<div class="actions">\(first, in: context)\(call, in: context)</div>\
                <div class="panel"><p>\(context.say(OpenPagesCopy.errorReference))</p>\
                <p class="big-code">\(context.requestReference)</p></div>
                """)
    }
}
