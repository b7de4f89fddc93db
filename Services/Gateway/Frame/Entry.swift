import HTTPTypes
import Messages
import Web

/// One entry of a noun's table: an action, its JSON twin for programs and what people see of it on pages.
struct Entry: Sendable {
    /// Address of the pages, and below `/api/v1` of the twin.
    let path: String
    /// What needs no page of a side: the twin, or what is open to everybody.
    var endpoints: [Endpoint] = []
    var pages: [SidePage] = []

    /// An action with its JSON twin, the pages that read by it and the forms that act by it.
    static func json<I: Input, Model: Codable & Sendable>(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ summary: String,
        _ access: Endpoint.Access = .account,
        status: HTTPResponse.Status = .ok,
        isGuarded: Bool = false,
        use action: @escaping @Sendable (I, Visit) async throws -> Model,
        pages: [SidePage] = [],
        forms: [SideForm<Model>] = []
    ) -> Entry {
        var entry = form(path, use: action, forms)
        entry.pages += pages
        entry.endpoints = [
            .json(method, path, summary, access, status: status, isGuarded: isGuarded, use: action)
        ]
        return entry
    }

    /// The same for an action without input.
    static func json<Model: Codable & Sendable>(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ summary: String,
        _ access: Endpoint.Access = .account,
        status: HTTPResponse.Status = .ok,
        isGuarded: Bool = false,
        use action: @escaping @Sendable (Visit) async throws -> Model,
        pages: [SidePage] = [],
        forms: [SideForm<Model>] = []
    ) -> Entry {
        let taking = { @Sendable (_: NoInput, visit: Visit) in try await action(visit) }
        return json(
            method,
            path,
            summary,
            access,
            status: status,
            isGuarded: isGuarded,
            use: taking,
            pages: pages,
            forms: forms
        )
    }

    /// An action that only pages know.
    static func form<I: Input, Model: Sendable>(
        _ path: String,
        use action: @escaping @Sendable (I, Visit) async throws -> Model,
        _ forms: [SideForm<Model>]
    ) -> Entry {
        Entry(path: path, pages: forms.map { $0.sidePage(at: path, running: action) })
    }

    /// Pages without a twin.
    static func page(_ path: String, _ pages: SidePage...) -> Entry {
        Entry(path: path, pages: pages)
    }

    /// A file for programs and for the pages that show it.
    static func file(
        _ path: String,
        _ summary: String,
        type: String,
        _ access: Endpoint.Access = .account,
        use action: @escaping @Sendable (Visit) async throws -> Answer
    ) -> Entry {
        Entry(path: path, endpoints: [.file(path, summary, type: type, access, use: action)])
    }

    /// An action on a PDF that a program sends.
    static func upload<Model: Codable & Sendable>(
        _ path: String,
        _ summary: String,
        _ access: Endpoint.Access = .account,
        use action: @escaping @Sendable (Visit) async throws -> Model
    ) -> Entry {
        Entry(path: path, endpoints: [.upload(path, summary, access, use: action)])
    }

    /// A page that is open to everybody.
    static func open(
        _ method: HTTPRequest.Method,
        _ path: String,
        body: Endpoint.BodyRule? = nil,
        isGuarded: Bool = false,
        use perform: @escaping @Sendable (Visit) async throws -> Answer
    ) -> Entry {
        let page = Endpoint.page(method, path, .anyone, body: body, isGuarded: isGuarded, use: perform)
        return Entry(path: path, endpoints: [page])
    }
}
