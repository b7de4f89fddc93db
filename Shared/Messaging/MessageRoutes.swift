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
        return add(Q.self) { query, caller, transaction in
            switch try await handler(query, caller, transaction) {
            case .ready(let reply): return .body(try WireCoding.encode(reply))
            case .working(let work): return .working(beside) { try WireCoding.encode(try await work($0)) }
            }
        }
    }

    /// Takes note of an event, once, in one transaction of the scope `system`.
    package func event<E: Event>(
        _: E.Type,
        use handler: @escaping @Sendable (E, Transaction) async throws -> Void
    ) -> MessageRoutes {
        var routes = self
        if events[E.type] != nil { routes.mistakes.append("\(E.type) has two routes") }
        routes.announcers.insert(E.service)
        routes.events[E.type] = EventRoute { body in
            let event = try WireCoding.decode(E.self, from: body)
            return { transaction in try await handler(event, transaction) }
        }
        return routes
    }

    /// Takes note of every event of the given services, whatever its type; runs after the event's own route.
    package func everyEvent(
        of services: [ServiceName] = ServiceName.allCases,
        use handler: @escaping @Sendable (EventEnvelope, Transaction) async throws -> Void
    ) -> MessageRoutes {
        var routes = self
        if everyEvent != nil { routes.mistakes.append("everyEvent has two routes") }
        routes.announcers.formUnion(services)
        routes.everyEvent = EveryEventRoute(handle: handler)
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

    private func adding<R: Request>(
        _: R.Type,
        _ scope: (@Sendable (R, Caller) -> RowScope)?,
        _ handler: @escaping @Sendable (R, Caller, Transaction) async throws -> R.Reply
    ) -> MessageRoutes {
        add(R.self, scope) { request, caller, transaction in
            .body(try WireCoding.encode(try await handler(request, caller, transaction)))
        }
    }

    private func add<R: Request>(
        _: R.Type,
        _ scope: (@Sendable (R, Caller) -> RowScope)? = nil,
        _ handler: @escaping @Sendable (R, Caller, Transaction) async throws -> PreparedAnswer
    ) -> MessageRoutes {
        var routes = self
        if requests[R.kind]?[R.type] != nil { routes.mistakes.append("\(R.type) has two routes") }
        if R.service != service { routes.mistakes.append("\(R.type) belongs to \(R.service.rawValue)") }
        routes.requests[R.kind, default: [:]][R.type] = RequestRoute { body in
            let request = try WireCoding.decode(R.self, from: body)
            return PreparedRequest(
                scope: { caller in scope?(request, caller) ?? RowScope(caller) },
                run: { caller, transaction in try await handler(request, caller, transaction) }
            )
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

struct RequestRoute: Sendable {
    let prepare: @Sendable (Data) throws -> PreparedRequest
}

struct PreparedRequest: Sendable {
    let scope: @Sendable (Caller) -> RowScope
    let run: @Sendable (Caller, Transaction) async throws -> PreparedAnswer
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
    let prepare: @Sendable (Data) throws -> @Sendable (Transaction) async throws -> Void
}

struct EveryEventRoute: Sendable {
    let handle: @Sendable (EventEnvelope, Transaction) async throws -> Void
}
