import Foundation
import Glibc
import Synchronization

/// The PostgreSQL server of this test process: a throw-away cluster, or the one TEST_POSTGRES_URL (else POSTGRES_URL)
/// names by a superuser's URL.
///
/// TEST_POSTGRES_FSYNC=on makes the throw-away cluster durable, for measurements; TEST_POSTGRES_BIN names the folder
/// of the server's programs.
package final class TestCluster: Sendable {
    private let host: String
    private let port: Int?
    private let user: String
    private let password: String
    private let database: String
    private let parameters: String
    /// Databases and roles to drop from an outside server when this process is gone.
    private let cleanUp: FileHandle?
    /// Its end tells the keeper that this process is gone; kept open until then.
    private let lifeline: FileHandle

    private static let starting = Mutex<Task<TestCluster, any Error>?>(nil)

    /// Starts the server on first use.
    package static func shared() async throws -> TestCluster {
        let task = starting.withLock { task in
            let running = task ?? Task.detached { try await start() }
            task = running
            return running
        }
        return try await task.value
    }

    private static func start() async throws -> TestCluster {
        let environment = ProcessInfo.processInfo.environment
        if let url = environment["TEST_POSTGRES_URL"] ?? environment["POSTGRES_URL"], !url.isEmpty {
            return try TestCluster(outside: url)
        }
        return try await withCheckedThrowingContinuation { continuation in
            // Starting blocks for a second or two: not on the cooperative pool.
            Thread.detachNewThread {
                continuation.resume(with: Result { try TestCluster(environment: environment) })
            }
        }
    }

    private init(environment: [String: String]) throws {
        let port = try Self.freePort()
        let keeper = try ClusterKeeper.start(
            binaries: environment["TEST_POSTGRES_BIN"] ?? "/usr/lib/postgresql/15/bin",
            port: port,
            isDurable: environment["TEST_POSTGRES_FSYNC"] == "on"
        )
        host = keeper.directory
        self.port = port
        user = "postgres"
        password = "postgres"
        database = "postgres"
        parameters = ""
        cleanUp = nil
        lifeline = keeper.lifeline
    }

    private init(outside url: String) throws {
        guard let parts = URLComponents(string: url) else {
            throw ClusterProblem(reason: "TEST_POSTGRES_URL is no URL")
        }
        host = parts.host ?? ""
        port = parts.port
        user = parts.user ?? "postgres"
        password = parts.password ?? ""
        let path = parts.path.drop { $0 == "/" }
        database = path.isEmpty ? "postgres" : String(path)
        parameters = parts.percentEncodedQuery ?? ""
        let keeper = try ClusterKeeper.startBroom(url: url)
        cleanUp = keeper.list
        lifeline = keeper.lifeline
    }

    /// False for an outside server, whose authentication rules are its own.
    package var isThrowAway: Bool { cleanUp == nil }

    /// A connection URL, the superuser's unless told otherwise.
    package func url(user: String? = nil, password: String? = nil, database: String? = nil) -> String {
        var parts = URLComponents()
        parts.scheme = "postgres"
        parts.user = user ?? self.user
        parts.password = password ?? self.password
        parts.path = "/" + (database ?? self.database)
        parts.port = port
        // A socket folder cannot stand in a URL's host.
        if host.hasPrefix("/") {
            parts.host = ""
            let port = port.map { "&port=\($0)" } ?? ""
            parts.port = nil
            parts.percentEncodedQuery = "host=\(host)\(port)"
        } else {
            parts.host = host
            if !parameters.isEmpty { parts.percentEncodedQuery = parameters }
        }
        return parts.string ?? ""
    }

    /// The TCP form of `url`, for programs that cannot use a socket folder.
    package func tcpURL(user: String, password: String, database: String) -> String {
        guard host.hasPrefix("/") else { return url(user: user, password: password, database: database) }
        return "postgres://\(user):\(password)@127.0.0.1:\(port ?? 5432)/\(database)"
    }

    /// Notes what an outside server must lose again, before it is made.
    func willMake(database: String, roles: [String]) throws {
        guard let cleanUp else { return }
        let lines =
            ["DROP DATABASE IF EXISTS \"\(database)\" WITH (FORCE);"] + roles.map { "DROP ROLE IF EXISTS \"\($0)\";" }
        try cleanUp.write(contentsOf: Data((lines.joined(separator: "\n") + "\n").utf8))
    }

    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 && getsockname(descriptor, generic, &length) == 0
            }
        }
        guard bound else { throw ClusterProblem(reason: "no free port") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}

/// The test server could not be started.
package struct ClusterProblem: Error, CustomStringConvertible {
    let reason: String
    package var description: String { "test PostgreSQL: \(reason)" }
}
