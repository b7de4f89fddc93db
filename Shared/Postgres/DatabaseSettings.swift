import Foundation

/// How to reach one schema of one database.
package struct DatabaseSettings: Sendable, CustomStringConvertible {
    let url: String
    package let schema: String
    package var poolSize: Int
    package var applicationName: String
    /// Server side limit of one statement.
    package var statementTimeout: Duration
    /// Server side limit of waiting for one lock.
    package var lockTimeout: Duration
    /// Server side limit of a transaction that does nothing.
    package var idleInTransactionTimeout: Duration
    /// How long opening a connection may take.
    package var connectTimeout: Duration
    /// How long a task waits for a free connection.
    package var acquireTimeout: Duration
    /// How many prepared statements one connection keeps.
    package var statementCacheSize: Int

    package init(
        url: String,
        schema: String,
        poolSize: Int = 8,
        applicationName: String? = nil,
        statementTimeout: Duration = .seconds(5),
        lockTimeout: Duration = .seconds(2),
        idleInTransactionTimeout: Duration = .seconds(10),
        connectTimeout: Duration = .seconds(5),
        acquireTimeout: Duration = .seconds(5),
        statementCacheSize: Int = 256
    ) {
        self.url = url
        self.schema = schema
        self.poolSize = max(1, poolSize)
        self.applicationName = applicationName ?? "suiyue-\(schema)"
        self.statementTimeout = statementTimeout
        self.lockTimeout = lockTimeout
        self.idleInTransactionTimeout = idleInTransactionTimeout
        self.connectTimeout = connectTimeout
        self.acquireTimeout = acquireTimeout
        self.statementCacheSize = max(8, statementCacheSize)
    }

    package var description: String { "schema \(schema), \(poolSize) connections" }

    /// libpq keywords; later ones win, so the URL cannot change what the service relies on.
    var connectionParameters: [(String, String)] {
        let options = [
            "search_path=\(schema),pg_temp",
            "statement_timeout=\(statementTimeout.wholeMilliseconds)",
            "lock_timeout=\(lockTimeout.wholeMilliseconds)",
            "idle_in_transaction_session_timeout=\(idleInTransactionTimeout.wholeMilliseconds)",
            "TimeZone=UTC",
            // Our statements are short; compiling one takes longer than running it.
            "jit=off",
            // Pages are in memory or on flash: what is read in the order of an index must not be read whole and sorted.
            "random_page_cost=1.1",
        ]
        return ConnectionParameters.common(url: url, applicationName: applicationName, timeout: connectTimeout) + [
            ("options", options.map { "-c \($0)" }.joined(separator: " "))
        ]
    }
}

/// What every connection of this layer asks for.
enum ConnectionParameters {
    static func common(url: String, applicationName: String, timeout: Duration) -> [(String, String)] {
        [
            ("dbname", url),
            ("application_name", applicationName),
            ("client_encoding", "UTF8"),
            ("gssencmode", "disable"),
            ("keepalives_idle", "30"),
            ("tcp_user_timeout", "20000"),
            ("connect_timeout", String(max(2, timeout.wholeMilliseconds / 1000))),
        ]
    }
}

extension Duration {
    var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1000 + attoseconds / 1_000_000_000_000_000
    }
}

/// Names that may stand in SQL without quotes; schema and role names are limited to these.
func isPlainIdentifier(_ name: String) -> Bool {
    guard let first = name.utf8.first, name.utf8.count <= 63 else { return false }
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let underscore = UInt8(ascii: "_")
    guard letters.contains(first) || first == underscore else { return false }
    return name.utf8.allSatisfy { letters.contains($0) || digits.contains($0) || $0 == underscore }
}
