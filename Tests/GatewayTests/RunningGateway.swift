import Cryptography
import Foundation
import FoundationNetworking
import Hummingbird
import Identifiers
import Logging
import Messages
import ObjectStore
import Operations

@testable import Gateway
@testable import Web

/// The real application on a free port, with a stand-in behind it and a client before it.
struct RunningGateway: Sendable {
    let port: Int
    let services: StandIn
    let keys: SealingKeys
    let parts: GatewayParts
    let store: EncryptedObjectStore

    struct Reply: Sendable {
        let status: Int
        let headers: [String: String]
        let body: Data

        var json: JSONValue {
            (try? JSONDecoder().decode(JSONValue.self, from: body)) ?? .null
        }

        subscript(_ path: String) -> JSONValue {
            var value = json
            for part in path.split(separator: ".") {
                if let index = Int(part), case .array(let items) = value, items.indices.contains(index) {
                    value = items[index]
                } else {
                    value = value.members?[String(part)] ?? .null
                }
            }
            return value
        }

        func header(_ name: String) -> String? {
            headers.first { $0.key.lowercased() == name.lowercased() }?.value
        }
    }

    /// Runs `body` against a fresh gateway, which is gone afterwards; keys and store are those of the one `beside` it.
    static func run(
        publicURL: String = "http://gateway.test",
        limits: RequestLimits = .wide,
        proxies: [String] = [],
        publicDirectory: String = "/nonexistent",
        templates: PageTemplates? = nil,
        beside other: RunningGateway? = nil,
        _ body: @escaping @Sendable (RunningGateway) async throws -> Void
    ) async throws {
        let directory = NSTemporaryDirectory() + "/gateway-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let keys = try other?.keys ?? SealingKeys(setting: "k1:\(SecureRandom.bytes(32).base64EncodedString())")
        let store = try other?.store ?? EncryptedObjectStore(base: DirectoryObjectStore(path: directory), keys: keys)
        let services = StandIn(keys: keys)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let parts = GatewayParts(
            asking: services,
            keys: keys,
            store: store,
            wording: Wording(WordingTables.all),
            publicURL: publicURL,
            metrics: Metrics(),
            logger: logger
        )
        let pages = try templates ?? Self.templates.get()
        let health = HealthState()
        health.set("test", ready: true)
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let application = try GatewayApplication(
            parts: parts,
            endpoints: Routes.all(pages),
            files: StaticFiles([("", publicDirectory)], joined: StyleSheets.joined),
            health: health,
            proxies: TrustedProxies(proxies) ?? .none,
            limits: limits,
            problemPages: ErrorPages(pages: pages)
        ).make(host: "127.0.0.1", port: 0) { continuation.yield($0) }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await application.run() }
            var iterator = ports.makeAsyncIterator()
            guard let port = await iterator.next() else { return }
            try await body(
                RunningGateway(port: port, services: services, keys: keys, parts: parts, store: store)
            )
            tasks.cancelAll()
        }
    }

    /// Everything the Gateway answers to.
    static func endpoints() throws -> [Endpoint] { Routes.all(try templates.get()) }

    /// The real templates, read once.
    static let templates = Result {
        try PageTemplates(gateway.path, countUnread: Notices.countUnread)
    }

    static let gateway = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Services/Gateway")

    func send(
        _ method: String,
        _ path: String,
        json: String? = nil,
        form: String? = nil,
        body: Data? = nil,
        type: String? = nil,
        headers: [String: String] = [:],
        follow: Bool = true
    ) async throws -> Reply {
        guard let url = URL(string: "http://127.0.0.1:\(port)\(path)") else { throw URLError(.badURL) }
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.timeoutInterval = 30
        if let json {
            request.httpBody = Data(json.utf8)
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        }
        if let form {
            request.httpBody = Data(form.utf8)
            request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
        }
        if let body { request.httpBody = body }
        if let type { request.setValue(type, forHTTPHeaderField: "Content-Type") }
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpShouldSetCookies = false
        configuration.httpCookieAcceptPolicy = .never
        let session = URLSession(configuration: configuration, delegate: follow ? nil : StayHere(), delegateQueue: nil)
        let (data, response) = try await session.data(for: request)
        guard let http = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
        let pairs = http.allHeaderFields.compactMap { key, value in
            (key as? String).map { ($0, "\(value)") }
        }
        return Reply(status: http.statusCode, headers: Dictionary(pairs) { first, _ in first }, body: data)
    }

    func sealed(_ text: String, _ context: String) throws -> SealedText {
        try keys.seal(text, context: context)
    }

    /// Lets a token be known as a session.
    func know(_ token: String, as session: SessionView) {
        let hash = SessionDirectory.hash(of: token)
        services.answer(GetSession.self) { request, _ in
            guard request.tokenHash == hash else { throw Refusal("identity.login-required", .unauthorized) }
            return session
        }
    }

    func session(
        side: Side = .worker,
        account: AccountID = .new(),
        personVerified: Bool = true,
        enterprise: EnterpriseMembership? = nil
    ) throws -> SessionView {
        SessionView(
            sessionID: .new(),
            side: side,
            expiresAt: Date().addingTimeInterval(3_600),
            accountID: account,
            phoneMasked: "138****0001",
            phone: try sealed("13800000001", SealContext.phone),
            phoneIndex: keys.lookUpIndex("13800000001", purpose: LookUpPurpose.phone).hex,
            hasPassword: false,
            personID: personVerified ? .new() : nil,
            personVerified: personVerified,
            personName: personVerified ? "测试甲" : nil,
            idNumberMasked: nil,
            enterpriseID: enterprise?.id,
            enterprises: enterprise.map { [$0] } ?? []
        )
    }

    /// A handler of a verified enterprise, and a worker; both with the header that makes them known.
    func employer() throws -> [String: String] {
        let enterprise = EnterpriseMembership(
            id: .new(),
            name: "示例科技有限公司",
            uscc: "91440101MA5XXXXXX0",
            verified: true,
            roles: [.administrator, .handler]
        )
        know(Self.token, as: try session(side: .employer, enterprise: enterprise))
        return ["Authorization": "Bearer \(Self.token)"]
    }

    func worker() throws -> [String: String] {
        know(Self.token, as: try session())
        return ["Authorization": "Bearer \(Self.token)"]
    }

    static let token = "test-token-0123456789-0123456789-0123456789"
}

extension RequestLimits {
    static let wide = RequestLimits(
        address: Rate(burst: 100_000, perSecond: 100_000),
        guarded: Rate(burst: 100_000, perSecond: 100_000),
        account: Rate(burst: 100_000, perSecond: 100_000)
    )
}

/// Shows redirections instead of following them.
private final class StayHere: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest,
        completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}
