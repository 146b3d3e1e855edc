package import Kernel

/// 评估记录 — what befell an evaluation besides its value: why something became null, and which rules of a table hit.
package struct Journal: Sendable {
    package struct Entry: Sendable {
        /// The element of the model in which it happened.
        package let element: String
        package let event: Event
    }

    package enum Event: Sendable {
        /// Something became null because of this.
        case fault(Phrase)
        /// Rules of a decision table that hit, counted from 0.
        case hits([Int])
    }

    package private(set) var entries: [Entry] = []
    /// Whether hits of tables are noted too.
    package var isTracing = false
    /// The element that is being evaluated.
    package var element = ""

    /// Enough to see what is wrong; a loop that fails a million times must not fill the memory.
    private static let entriesMax = 1000

    package mutating func note(_ event: Event) {
        guard entries.count < Journal.entriesMax else { return }
        entries.append(Entry(element: element, event: event))
    }
}
