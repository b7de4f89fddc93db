package import Foundation
package import Messages
package import Postgres

/// A service's table of contents: which use case handles which message.
package struct MessageRoutes: Sendable {
    package let service: ServiceName
    private(set) var requests: [RequestKind: [String: RequestRoute]] = [:]
    private(set) var events: [String: EventRoute] = [:]
    private(set) var everyEvent: EveryEventRoute?
    private var announcers: Set<ServiceName> = []
    private var mistakes: [String] = []

    package init(service: ServiceName) {
        self.service = service
    }

    /// Handles a command in one transaction; a ``Refusal`` rolls it back and is the stored answer.
    ///
    /// `context`: what row-level security shows; the caller's own rows when not given.
    package func command<C: Command>(
        _: C.Type,
        context: (@Sendable (C, Caller) -> RowScope)? = nil,
        use handler: @escaping @Sendable (C, Caller, Transaction) async throws -> C.Reply
    ) -> MessageRoutes {
        adding(C.self, context, handler)
    }

    /// Handles a command with work that must not hold a connection: composing, signing, hashing, files.
    ///
    /// `preparing` does it, reading what it needs in short transactions in the caller's scope; then `handler` decides, in
    /// one transaction as ever, since what was read may have changed meanwhile: it throws ``PreparedInVain`` to have the
    /// work done again. A refusal of either is the stored answer; what must be kept in spite of one is left to `handler`.
    ///
    /// What anybody may ask does its work in ``WorkPlaces``, if it needs any: while they are taken the message waits its
    /// turn, without a worker and before anything is read for it. When that takes too long, or too many wait already, it
    /// is refused as busy; the same id may be sent again.
    package func command<C: Command, Prepared: Sendable>(
        _: C.Type,
        in places: @escaping @Sendable (C) -> WorkPlaces? = { _ in nil },
        preparing prepare: @escaping @Sendable (C, Caller, ShortReads) async throws -> Prepared,
        use handler: @escaping @Sendable (C, Caller, Prepared, Transaction) async throws -> C.Reply
    ) -> MessageRoutes {
        add(C.self, standsAlone: true) { command, caller in
            .afterWork(places(command)) { database in
                let prepared = try await prepare(command, caller, ShortReads(database, RowScope(caller)))
                return { .body(try WireCoding.encode(try await handler(command, caller, prepared, $0))) }
            }
        }
    }

    /// Answers a query in a read-only transaction.
    package func query<Q: Query>(
        _: Q.Type,
        context: (@Sendable (Q, Caller) -> RowScope)? = nil,
        use handler: @escaping @Sendable (Q, Caller, Transaction) async throws -> Q.Reply
    ) -> MessageRoutes {
        adding(Q.self, context, handler)
    }

    /// Answers a query whose answer may be work: what must not hold a connection, or a worker that others wait for.
    ///
    /// `most` pieces of work are done at once; beyond them the answer is a refusal.
    package func query<Q: Query>(
        _: Q.Type,
        atMost most: Int,
        use handler: @escaping @Sendable (Q, Caller, Transaction) async throws -> QueryAnswer<Q.Reply>
    ) -> MessageRoutes {
        let beside = WorkBeside(most: most)
        return add(Q.self) { query, caller in
            .atOnce { transaction in
                switch try await handler(query, caller, transaction) {
                case .ready(let reply): return .body(try WireCoding.encode(reply))
                case .working(let work): return .working(beside) { try WireCoding.encode(try await work($0)) }
                }
            }
        }
    }

    /// Takes note of an event, once, in one transaction of the scope `system`.
    package func event<E: Event>(
        _: E.Type,
        use handler: @escaping @Sendable (E, Transaction) async throws -> Void
    ) -> MessageRoutes {
        listening(E.self, standsAlone: false) { event in .atOnce { try await handler(event, $0) } }
    }

    /// The same with work that must not hold a connection, done before the transaction.
    package func event<E: Event, Prepared: Sendable>(
        _: E.Type,
        preparing prepare: @escaping @Sendable (E, ShortReads) async throws -> Prepared,
        use handler: @escaping @Sendable (E, Prepared, Transaction) async throws -> Void
    ) -> MessageRoutes {
        listening(E.self, standsAlone: true) { event in
            .afterWork(nil) { database in
                let prepared = try await prepare(event, ShortReads(database, .system))
                return { try await handler(event, prepared, $0) }
            }
        }
    }

    /// Takes note of every event of the given services, whatever its type; runs after the event's own route.
    ///
    /// `query`: the type of the one query that shows what it keeps, and so must know of what was confirmed before.
    package func everyEvent(
        of services: [ServiceName] = ServiceName.allCases,
        shownBy query: (any Query.Type)? = nil,
        use handler: @escaping @Sendable (EventEnvelope, Transaction) async throws -> Void
    ) -> MessageRoutes {
        var routes = self
        if everyEvent != nil { routes.mistakes.append("everyEvent has two routes") }
        routes.announcers.formUnion(services)
        routes.everyEvent = EveryEventRoute(shownBy: query?.type, handle: handler)
        return routes
    }

    /// The types of the commands and queries that are answered, and of the events that have a route.
    package var types: (requests: Set<String>, events: Set<String>) {
        (Set(requests.values.flatMap(\.keys)), Set(events.keys))
    }

    /// The topics of the services whose events are listened to.
    package var eventTopics: [String] { announcers.map(\.events).sorted() }

    /// Throws when two routes claim one message or a message belongs elsewhere.
    package func validate() throws(RouteMistakes) {
        guard mistakes.isEmpty else { throw RouteMistakes(mistakes: mistakes) }
    }

    /// Whether messages of a type do their work before the transaction, and so share none with others.
    func standsAlone(_ type: String) -> Bool {
        requests[.command]?[type]?.standsAlone ?? events[type]?.standsAlone ?? false
    }

    /// Whether a request of a type must know of an event.
    func isAwaited(_ event: AnnouncedEvent, by request: String) -> Bool {
        if events[event.type] != nil { return true }
        return everyEvent?.shownBy == request && ServiceName(owning: event.type).map(announcers.contains) == true
    }

    private func adding<R: Request>(
        _: R.Type,
        _ scope: (@Sendable (R, Caller) -> RowScope)?,
        _ handler: @escaping @Sendable (R, Caller, Transaction) async throws -> R.Reply
    ) -> MessageRoutes {
        add(R.self, scope) { request, caller in
            .atOnce { .body(try WireCoding.encode(try await handler(request, caller, $0))) }
        }
    }

    private func add<R: Request>(
        _: R.Type,
        _ scope: (@Sendable (R, Caller) -> RowScope)? = nil,
        standsAlone: Bool = false,
        _ handling: @escaping @Sendable (R, Caller) -> Handling<PreparedAnswer>
    ) -> MessageRoutes {
        var routes = self
        if requests[R.kind]?[R.type] != nil { routes.mistakes.append("\(R.type) has two routes") }
        if R.service != service { routes.mistakes.append("\(R.type) belongs to \(R.service.rawValue)") }
        routes.requests[R.kind, default: [:]][R.type] = RequestRoute(standsAlone: standsAlone) { body in
            let request = try WireCoding.decode(R.self, from: body)
            return PreparedRequest(
                scope: { caller in scope?(request, caller) ?? RowScope(caller) },
                handling: { caller in handling(request, caller) }
            )
        }
        return routes
    }

    private func listening<E: Event>(
        _: E.Type,
        standsAlone: Bool,
        _ handling: @escaping @Sendable (E) -> Handling<Void>
    ) -> MessageRoutes {
        var routes = self
        if events[E.type] != nil { routes.mistakes.append("\(E.type) has two routes") }
        routes.announcers.insert(E.service)
        routes.events[E.type] = EventRoute(standsAlone: standsAlone) { body in
            handling(try WireCoding.decode(E.self, from: body))
        }
        return routes
    }
}

/// Routes that cannot be; found at start.
package struct RouteMistakes: Error, CustomStringConvertible {
    package let mistakes: [String]

    package var description: String { mistakes.joined(separator: "; ") }
}

/// An event whose type the listener need not know.
package struct EventEnvelope: Sendable {
    package let headers: MessageHeaders
    package let topic: String
    package let body: Data

    package init(headers: MessageHeaders, topic: String, body: Data) {
        self.headers = headers
        self.topic = topic
        self.body = body
    }

    /// The event when it is of this type, nil when it is another; throws when it cannot be read.
    package func decode<E: Event>(_ type: E.Type = E.self) throws -> E? {
        guard headers.type == E.type else { return nil }
        return try WireCoding.decode(E.self, from: body)
    }

    /// A part that events of many types have in common; throws when this one has it in another form.
    package func read<Part: Decodable>(_: Part.Type = Part.self) throws -> Part {
        try WireCoding.decode(Part.self, from: body)
    }
}

/// How a message is handled: in its transaction, or in one that follows work of its own.
enum Handling<Outcome: Sendable>: Sendable {
    typealias InTransaction = @Sendable (Transaction) async throws -> Outcome

    case atOnce(InTransaction)
    case afterWork(WorkPlaces?, @Sendable (Database) async throws -> InTransaction)

    /// The same with another outcome.
    func map<Other: Sendable>(
        _ change: @escaping @Sendable (Outcome, Transaction) async throws -> Other
    ) -> Handling<Other> {
        switch self {
        case .atOnce(let run): .atOnce { try await change(run($0), $0) }
        case .afterWork(let places, let work):
            .afterWork(places) { database in
                let run = try await work(database)
                return { try await change(run($0), $0) }
            }
        }
    }
}

struct RequestRoute: Sendable {
    let standsAlone: Bool
    let prepare: @Sendable (Data) throws -> PreparedRequest
}

struct PreparedRequest: Sendable {
    let scope: @Sendable (Caller) -> RowScope
    let handling: @Sendable (Caller) -> Handling<PreparedAnswer>
}

/// What a query comes to.
package enum QueryAnswer<Reply: Sendable>: Sendable {
    case ready(Reply)
    /// Done when the transaction has ended, beside the workers that answer queries.
    case working(@Sendable (Database) async throws -> Reply)
}

/// The same, written.
enum PreparedAnswer: Sendable {
    case body(Data)
    case working(WorkBeside, @Sendable (Database) async throws -> Data)
}

struct EventRoute: Sendable {
    let standsAlone: Bool
    let prepare: @Sendable (Data) throws -> Handling<Void>
}

struct EveryEventRoute: Sendable {
    let shownBy: String?
    let handle: @Sendable (EventEnvelope, Transaction) async throws -> Void
}
