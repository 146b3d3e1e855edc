import Kernel
package import Web

/// 首页 — asks what one needs, shows what is under way, and says what can be counted on.
package enum HomePage {
    /// What the page shows.
    package struct Model: Sendable {
        /// Ways in which people ask, as they would say them; each leads to its search.
        package let examples: [String]
        package let services: [ServiceLink]
        /// Of the person signed in, the latest first; empty where nobody is.
        package let cases: [CaseCard]

        package init(examples: [String], services: [ServiceLink], cases: [CaseCard]) {
            self.examples = examples
            self.services = services
            self.cases = cases
        }
    }

    package static func render(_ model: Model, _ context: PageContext) -> HTML {
        PageLayout.page(
            context, title: context.say(HomeCopy.title), width: .wide, isIndexable: true,
            banner: hero(model, context),
            main: "\(cases(model, context))\(services(model, context))\(promises(context))")
    }

    private static func hero(_ model: Model, _ context: PageContext) -> HTML {
        let examples = model.examples.map { example -> HTML in
            "<li><a href=\"\(SitePath.search(example).text)\">\(context.chinese(example))</a></li>"
        }
        return """
            <div class="hero">\(Landscape.scene)<div class="hero-inside"><h1>\(context.say(HomeCopy.question))</h1>\
            <p>\(context.say(HomeCopy.lead))</p>\(SearchBox(), in: context)\
            <h2 class="unseen">\(context.say(HomeCopy.examples))</h2><ul class="examples">\(examples)</ul></div></div>
            """
    }

    private static func cases(_ model: Model, _ context: PageContext) -> HTML? {
        guard !model.cases.isEmpty else { return nil }
        let all = ActionButton(context.say(HomeCopy.allMyCases), .quiet, .link(.cases))
        return PageSection(
            context.say(HomeCopy.myCases), "<div class=\"grid\">\(model.cases, in: context)</div>\(all, in: context)"
        ).html(in: context)
    }

    private static func services(_ model: Model, _ context: PageContext) -> HTML {
        let cards = model.services.map { $0.card(in: context) }
        return PageSection(context.say(HomeCopy.common), "<div class=\"grid\">\(cards, in: context)</div>")
            .html(in: context)
    }

    private static func promises(_ context: PageContext) -> HTML {
        let lines = [
            (HomeCopy.once, HomeCopy.onceText), (HomeCopy.people, HomeCopy.peopleText),
            (HomeCopy.proof, HomeCopy.proofText),
        ].map { title, text -> HTML in
            "<li><h3>\(context.say(title))</h3><p>\(context.say(text))</p></li>"
        }
        let link = ActionButton(context.say(HomeCopy.proofLink), .quiet, .link(.log))
        return PageSection(
            context.say(HomeCopy.promises), isSpare: true, "<ul class=\"promises\">\(lines)</ul>\(link, in: context)"
        ).html(in: context)
    }
}
