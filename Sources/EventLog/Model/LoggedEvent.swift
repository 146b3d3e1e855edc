package import Kernel

/// Marks identifiers of streams: all events of one case, from the first read of a fact to its end.
package enum EventStream {}

/// Something that happened. It is never rewritten; what people see of a case is a view of its events.
package struct LoggedEvent: Sendable {
    package let stream: Identifier<EventStream>
    /// 1, 2, 3 … within its stream.
    package let sequence: Int
    /// A stable code such as `case.granted`.
    package let kind: EventKind
    package let actor: EventActor
    /// The legal time, which clocks use.
    package let effective: Instant
    /// When we wrote it; never earlier than the previous event's.
    package let recorded: Instant
    package let schema: Int
    package let body: JSON
    /// SHA-256 over domain ‖ salt ‖ stored bytes: what the public log holds of this event.
    package let commitment: [UInt8]
    /// Its place in the log; `nil` until the sequencer has given one.
    package let logIndex: Int64?

    /// By which what follows from it is named to the outside world.
    package var receipt: EventReceipt {
        EventReceipt(stream: stream, sequence: sequence, commitment: commitment, recorded: recorded)
    }

    /// A step that this event tells of, as an event: for views of what others have told. It has the place of the telling.
    package func telling(_ kind: EventKind, at effective: Instant, by actor: EventActor, body: JSON) -> LoggedEvent {
        LoggedEvent(
            stream: stream, sequence: sequence, kind: kind, actor: actor, effective: effective, recorded: recorded,
            schema: schema, body: body, commitment: commitment, logIndex: logIndex)
    }
}

/// What sort of thing happened. Published codes are never renamed.
package struct EventKind: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral value: String) { rawValue = value }
}

/// What family of records an entry of the log belongs to; the one thing besides the commitment that the log shows.
package enum EntryClass: UInt8, Sendable {
    case caseEvent = 1
    case certificate = 2
    case dataRead = 3
    case itemVersion = 4
    case origin = 5
    /// 数据共享: what became of a resource of the catalogue, of a request for data, of a grant.
    case exchange = 6
    /// 授权委托: what became of a mandate, and what was done by it.
    case mandate = 7
}

/// Who did it.
package enum EventActor: Sendable, Equatable {
    case person(String)
    case clerk(String)
    /// A rule of a service definition, by item version.
    case rule(String)
    case department(String)
    case system

    package var text: String {
        switch self {
        case .person(let id): "person:\(id)"
        case .clerk(let id): "clerk:\(id)"
        case .rule(let version): "rule:\(version)"
        case .department(let name): "department:\(name)"
        case .system: "system"
        }
    }

    package init(text: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        let value = parts.count > 1 ? parts[1] : ""
        switch parts.first {
        case "person": self = .person(value)
        case "clerk": self = .clerk(value)
        case "rule": self = .rule(value)
        case "department": self = .department(value)
        default: self = .system
        }
    }
}
