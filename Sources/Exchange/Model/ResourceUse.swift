package import Kernel

/// 用途 — an item whose form is filled from a resource: what the catalogue tells residents and officers of its use.
package struct ResourceUse: Sendable {
    package let resource: String
    /// The item's code.
    package let item: String
    /// The item's name in both languages.
    package let itemName: Phrase
    /// The item's public address.
    package let slug: String
    package let fields: [String]

    package init(resource: String, item: String, itemName: Phrase, slug: String, fields: [String]) {
        self.resource = resource
        self.item = item
        self.itemName = itemName
        self.slug = slug
        self.fields = fields
    }
}
