import Foundation
package import HTTPTypes

/// One thing the Gateway can be asked: an entry of its table of contents.
package struct Endpoint: Sendable {
    /// Who may ask.
    package enum Access: Sendable {
        case anyone
        /// Somebody logged in; what they may do is decided by the owning service.
        case account
    }

    /// What a request may bring.
    package enum BodyRule: Sendable {
        case none
        case fields
        /// A raw PDF, or a form with one in it.
        case pdf
    }

    enum Representation: Sendable {
        case json
        case page
    }

    package let method: HTTPRequest.Method
    package let path: String
    let access: Access
    let representation: Representation
    let body: BodyRule
    /// Somebody could guess or send messages with it, so it is limited more strictly.
    let isGuarded: Bool
    let description: EndpointDescription?
    let perform: @Sendable (Visit) async throws -> Answer

    var changesSomething: Bool { method != .get && method != .head }

    /// A page or a form post of a page: the same handlers, another representation.
    package static func page(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ access: Access = .account,
        body: BodyRule? = nil,
        isGuarded: Bool = false,
        use perform: @escaping @Sendable (Visit) async throws -> Answer
    ) -> Endpoint {
        Endpoint(
            method: method,
            path: path,
            access: access,
            representation: .page,
            body: body ?? (method == .post ? .fields : .none),
            isGuarded: isGuarded,
            description: nil,
            perform: perform
        )
    }

    /// An endpoint of the JSON interface: reads its input, gives the handler's model as JSON.
    package static func json<I: Input, Model: Codable & Sendable>(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ summary: String,
        _ access: Access = .account,
        status: HTTPResponse.Status = .ok,
        isGuarded: Bool = false,
        use handler: @escaping @Sendable (I, Visit) async throws -> Model
    ) -> Endpoint {
        let readsQuery = method == .get
        return Endpoint(
            method: method,
            path: "/api/v1" + path,
            access: access,
            representation: .json,
            body: readsQuery || I.self == NoInput.self ? .none : .fields,
            isGuarded: isGuarded,
            description: EndpointDescription(
                summary: summary,
                status: status,
                input: I.self == NoInput.self ? nil : InputDescription(I.self),
                output: Model.self == NoContent.self ? .nothing : .json(Model.self)
            )
        ) { visit in
            let input = readsQuery ? try visit.readQuery(I.self) : try visit.read(I.self)
            let model = try await handler(input, visit)
            return model is NoContent ? .nothing : try .json(model, status: status)
        }
    }

    /// The same for a handler without input.
    package static func json<Model: Codable & Sendable>(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ summary: String,
        _ access: Access = .account,
        status: HTTPResponse.Status = .ok,
        isGuarded: Bool = false,
        use handler: @escaping @Sendable (Visit) async throws -> Model
    ) -> Endpoint {
        json(method, path, summary, access, status: status, isGuarded: isGuarded) { (_: NoInput, visit: Visit) in
            try await handler(visit)
        }
    }

    /// An endpoint that answers with a file.
    package static func file(
        _ path: String,
        _ summary: String,
        type: String,
        _ access: Access = .account,
        use handler: @escaping @Sendable (Visit) async throws -> Answer
    ) -> Endpoint {
        Endpoint(
            method: .get,
            path: "/api/v1" + path,
            access: access,
            representation: .json,
            body: .none,
            isGuarded: false,
            description: EndpointDescription(summary: summary, status: .ok, input: nil, output: .file(type)),
            perform: handler
        )
    }

    /// An endpoint that takes a PDF.
    package static func upload<Model: Codable & Sendable>(
        _ path: String,
        _ summary: String,
        _ access: Access = .account,
        use handler: @escaping @Sendable (Visit) async throws -> Model
    ) -> Endpoint {
        Endpoint(
            method: .post,
            path: "/api/v1" + path,
            access: access,
            representation: .json,
            body: .pdf,
            isGuarded: true,
            description: EndpointDescription(summary: summary, status: .ok, input: nil, output: .json(Model.self))
        ) { visit in try .json(try await handler(visit)) }
    }
}

/// A handler's answer when there is nothing to tell.
package struct NoContent: Codable, Sendable {
    package init() {}
}

/// What `/openapi.json` says about an endpoint.
struct EndpointDescription: Sendable {
    enum Output: Sendable {
        case nothing
        case json(any (Codable & Sendable).Type)
        case file(String)
    }

    let summary: String
    let status: HTTPResponse.Status
    let input: InputDescription?
    let output: Output
}

/// The fields that an input reads.
struct InputDescription: Sendable {
    let fields: @Sendable () -> [(name: String, schema: JSONValue, isRequired: Bool)]

    init<I: Input>(_: I.Type) {
        fields = { Fields.describe(I.self) }
    }
}
