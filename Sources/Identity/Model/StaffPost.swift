import Kernel

/// 岗位 — one member of staff in the post that they hold: who may work on the cases of which office.
package struct StaffPost: Sendable, Hashable {
    /// 工号, which events and rows name them by.
    package let id: String
    package let name: String
    /// The office, by the name that the items' stages of people's work give it.
    package let office: String
    package let title: String
    /// Where sign-in codes go.
    package let phone: String

    package init(id: String, name: String, office: String, title: String, phone: String) {
        self.id = id
        self.name = name
        self.office = office
        self.title = title
        self.phone = phone
    }

    /// As decisions are signed: `区民政部门 周敏`.
    package var signature: String { "\(office) \(name)" }
}

/// 工作人员名册 — the posts of a city, by staff number. Who leaves it is signed out with the next request.
package struct StaffRegister: Sendable {
    private let posts: [String: StaffPost]

    package init(_ posts: [StaffPost]) {
        self.posts = posts.reduce(into: [:]) { $0[$1.id] = $1 }
    }

    package func post(_ id: String) -> StaffPost? { posts[id] }

    /// All posts, by office and number.
    package var all: [StaffPost] { posts.values.sorted { ($0.office, $0.id) < ($1.office, $1.id) } }

    /// The offices that have somebody at work.
    package var offices: [String] { Set(posts.values.map(\.office)).sorted() }
}
