import Kernel
package import Web

/// 谁查过我的数据 — every look-up of a person's data.
package enum MyReadsPage {
    /// What the page shows.
    package struct Model: Sendable {
        /// The latest first.
        package let reads: [DataReadLine]

        package init(reads: [DataReadLine]) { self.reads = reads }
    }

    package static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(IdentityCopy.reads)
        let head = PageHead("\(title)", back: .init(context.say(IdentityCopy.mine), .me))
        return PageLayout.page(
            context, title: title, width: .wide,
            main: "\(head, in: context)\(DataReadTable(model.reads), in: context)")
    }
}
