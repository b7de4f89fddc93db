import Cryptography
import Foundation
import Messaging
import Postgres
import Testing

/// A schema that was migrated refuses a migration of another text, so what has landed stays as it is.
struct `A migration that has landed` {
    private static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let list = "Services/migrations.sha256"

    /// Digests by path, of the files and of the messaging's own migrations.
    private static func present() throws -> [String: String] {
        var digests: [String: String] = [:]
        let services = root.appending(path: "Services")
        let names = FileManager.default.enumerator(atPath: services.path)?.compactMap { $0 as? String } ?? []
        for name in names where name.hasSuffix(".sql") && name.contains("/Migrations/") {
            digests["Services/" + name] = Digest.sha256Hex(try Data(contentsOf: services.appending(path: name)))
        }
        for migration in MessagingMigration.all {
            digests["Messaging/" + migration.name] = Digest.sha256Hex(Data(migration.sql.utf8))
        }
        return digests
    }

    @Test func `never changes, and every one stands in the list`() throws {
        let text = try String(contentsOf: Self.root.appending(path: Self.list), encoding: .utf8)
        var listed: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            try #require(words.count == 2, "\(line)")
            listed[String(words[1])] = String(words[0])
        }
        let present = try Self.present()
        for (path, digest) in listed.sorted(by: { $0.key < $1.key }) {
            #expect(present[path] == digest, "\(path) has landed and is not what it was: add a new migration instead")
        }
        for (path, digest) in present.sorted(by: { $0.key < $1.key }) where listed[path] == nil {
            Issue.record("add the line to \(Self.list): \(digest)  \(path)")
        }
    }
}
