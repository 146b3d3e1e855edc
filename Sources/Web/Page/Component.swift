/// 组件 — a part that pages are built of: a plain value that knows how it looks to one reader. Interpolate it with the
/// reader's context: `\(Callout(.success, title: …), in: context)`.
package protocol Component: Sendable {
    func html(in context: PageContext) -> HTML
}

extension HTML.Interpolation {
    package mutating func appendInterpolation(_ component: some Component, in context: PageContext) {
        appendInterpolation(component.html(in: context))
    }

    package mutating func appendInterpolation(_ component: (some Component)?, in context: PageContext) {
        if let component { appendInterpolation(component.html(in: context)) }
    }

    package mutating func appendInterpolation(_ components: [some Component], in context: PageContext) {
        for component in components { appendInterpolation(component.html(in: context)) }
    }
}
