package import Kernel

extension GuidePage {
    /// What the guide shows. Words from the item's definition are Chinese as the definition has them.
    package struct Model: Sendable {
        package var slug: String
        package var title: String
        package var summary: String
        /// The amounts or bases are not verified (示例).
        package var isSample: Bool
        /// What was not checked against the city's own rules, in words; `nil` where all of it was.
        package var unverified: String?
        /// 即办件.
        package var isImmediate: Bool
        package var who: String
        package var duration: String
        package var cost: String
        package var visits: Int
        /// At most three; answered on the screen alone.
        package var questions: [Question]
        /// What a grant pays, where the law fixes it.
        package var amounts: [Amount]
        package var materials: [Material]
        package var steps: [Step]
        /// What a person has in hand afterwards, e.g. `高龄津贴核准通知书，每月 100 元`.
        package var result: String
        package var channels: [Channel]
        package var bases: [Basis]
        package var remedies: [String]
        /// Lines on whom to ask and where to complain.
        package var contacts: [String]
        /// The first characters of the definition's hash.
        package var version: String
        package var lawDay: CivilDate?
        /// Why it can't be begun online now; `nil` where it can.
        package var closedReason: Phrase?

        package init(
            slug: String, title: String, summary: String, isSample: Bool = false, unverified: String? = nil,
            isImmediate: Bool, who: String, duration: String, cost: String, visits: Int, questions: [Question] = [],
            amounts: [Amount] = [],
            materials: [Material],
            steps: [Step], result: String, channels: [Channel], bases: [Basis], remedies: [String],
            contacts: [String] = [], version: String, lawDay: CivilDate? = nil, closedReason: Phrase? = nil
        ) {
            self.slug = slug
            self.title = title
            self.summary = summary
            self.isSample = isSample
            self.unverified = unverified
            self.isImmediate = isImmediate
            self.who = who
            self.duration = duration
            self.cost = cost
            self.visits = visits
            self.questions = questions
            self.amounts = amounts
            self.materials = materials
            self.steps = steps
            self.result = result
            self.channels = channels
            self.bases = bases
            self.remedies = remedies
            self.contacts = contacts
            self.version = version
            self.lawDay = lawDay
            self.closedReason = closedReason
        }
    }

    /// 先问 — one question before anything is entered, with its answers as the definition words them.
    package struct Question: Sendable {
        let text: String
        let answers: [Answer]

        package init(_ text: String, answers: [Answer]) {
            self.text = text
            self.answers = answers
        }
    }

    /// One answer, and what to say to whoever gives it.
    package struct Answer: Sendable {
        let label: String
        let hint: String

        package init(_ label: String, hint: String) {
            self.label = label
            self.hint = hint
        }
    }

    /// 能领多少 — one amount that the law fixes, e.g. `八十岁` — `每月 100 元`.
    package struct Amount: Sendable, Equatable {
        /// Whom or what it is for; `nil` where there is only the one.
        let name: String?
        let text: String

        package init(_ name: String?, _ text: String) {
            self.name = name
            self.text = text
        }
    }

    /// 申请材料, and where we find it ourselves if we do.
    package struct Material: Sendable {
        let name: String
        /// The resource that holds it (免提交); `nil` where the person must hand it in.
        let waivedBy: String?
        let note: String?

        package init(_ name: String, waivedBy: String? = nil, note: String? = nil) {
            self.name = name
            self.waivedBy = waivedBy
            self.note = note
        }
    }

    /// One stage of the handling: a few words, and a sentence where they do not say it all.
    package struct Step: Sendable {
        let title: String
        let text: String

        package init(_ title: String, _ text: String = "") {
            self.title = title
            self.text = text
        }
    }

    /// 渠道 — a way to apply.
    package struct Channel: Sendable {
        let name: String
        let text: String
        let kind: Kind

        package enum Kind: String, CaseIterable, Sendable { case online, phone, counter, kiosk, home }

        package init(_ kind: Kind, _ name: String, _ text: String) {
            self.kind = kind
            self.name = name
            self.text = text
        }
    }

    /// 法律依据.
    package struct Basis: Sendable {
        let name: String
        let article: String
        let role: String

        package init(name: String, article: String, role: String) {
            self.name = name
            self.article = article
            self.role = role
        }
    }
}
