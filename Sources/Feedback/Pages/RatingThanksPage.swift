import Kernel
package import Web

/// 谢谢 — says what becomes of the rating.
package enum RatingThanksPage {
    /// What the page shows.
    package struct Model: Sendable {
        package let caseID: String
        /// 5 the best … 1.
        package let level: Int

        package init(caseID: String, level: Int) {
            self.caseID = caseID
            self.level = level
        }
    }

    package static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(RatingCopy.thanks)
        let lead = context.say(model.level >= 3 ? RatingCopy.thanksGood : RatingCopy.thanksBad)
        let home = ActionButton(context.say(RatingCopy.home), .primary, .link(.home))
        let back = ActionButton(context.say(RatingCopy.back), .secondary, .link(.caseFile(model.caseID)))
        return PageLayout.page(
            context, title: title,
            main: """
                \(PageHead("\(title)", lead: lead), in: context)\
                <div class="actions">\(home, in: context)\(back, in: context)</div>
                """)
    }
}
