package import Foundation

/// Looks into the platform's database from outside, as its administrator.
package struct DatabaseWindow: Sendable {
    private let host: String
    private let port: String
    private let secrets: URL
    private let outside: URLComponents?

    /// `outside`: the administrator's URL of a server that is not the platform's own.
    package init(address: String, secrets: URL, outside: String? = nil) {
        let parts = address.split(separator: ":", maxSplits: 1).map(String.init)
        host = parts.first ?? "127.0.0.1"
        port = parts.count > 1 ? parts[1] : "5432"
        self.secrets = secrets
        self.outside = outside.flatMap(URLComponents.init(string:))
    }

    /// Runs one statement and returns its rows, columns parted by `|`.
    @discardableResult
    package func run(_ statement: String) async throws -> [String] {
        let verdict = try await OutsideTool.run(
            ["psql", "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "-d", "suiyue", "-c", statement],
            environment: try environment()
        )
        guard verdict.status == 0 else { throw WaitedInVain("an answer of the database: \(verdict.output)") }
        return verdict.output.split(separator: "\n").map(String.init)
    }

    /// How many rows each table has.
    package func counts(_ tables: [String]) async throws -> [String: Int] {
        let parts = tables.map { "SELECT '\($0)', count(*) FROM \($0)" }
        let rows = try await run(parts.joined(separator: " UNION ALL "))
        return Dictionary(
            rows.map { row in
                let parts = row.split(separator: "|")
                return (String(parts[0]), Int(parts[1]) ?? -1)
            }
        ) { first, _ in first }
    }

    /// How many transactions have been committed so far.
    package func commits() async throws -> Int {
        let rows = try await run("SELECT sum(xact_commit)::bigint FROM pg_stat_database WHERE datname = 'suiyue'")
        guard let count = rows.first.flatMap({ Int($0) }) else { throw WaitedInVain("the number of commits") }
        return count
    }

    /// Writes everything the database holds to a file, as text.
    package func dump(to file: URL) async throws {
        let verdict = try await OutsideTool.run(
            ["pg_dump", "-d", "suiyue", "-f", file.path],
            environment: try environment()
        )
        guard verdict.status == 0 else { throw WaitedInVain("a dump of the database: \(verdict.output)") }
    }

    private func environment() throws -> [String: String] {
        if let outside, let user = outside.user {
            return ["PGHOST": host, "PGPORT": port, "PGUSER": user, "PGPASSWORD": outside.password ?? ""]
        }
        let password = try String(contentsOf: secrets.appending(path: "postgres"), encoding: .utf8)
        return [
            "PGHOST": host, "PGPORT": port, "PGUSER": "postgres",
            "PGPASSWORD": password.trimmingCharacters(in: .whitespacesAndNewlines),
        ]
    }
}
