import Foundation
package import Messages
package import Messaging
package import Postgres

/// Where the lists of a service's README and its code disagree; empty when they do not.
package func readmeDisagreements(
    of service: ServiceName,
    routes: MessageRoutes,
    migrations: [Migration]
) throws -> [String] {
    let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    let readme = try String(
        contentsOf: root.appending(path: "Services/\(service.rawValue.capitalized)/README.md"),
        encoding: .utf8
    )
    let tables = section("Tables", of: readme).components(separatedBy: "those of `Messaging`")
    let created = migrations.flatMap { $0.sql.matches(of: /CREATE TABLE (\w+)/).map { String($0.1) } }
    let lists: [(String, readme: Set<String>, code: Set<String>)] = [
        ("Answers to", messages(in: section("Answers to", of: readme)), routes.types.requests),
        ("Listens to", messages(in: section("Listens to", of: readme)), routes.types.events),
        ("Announces", messages(in: section("Announces", of: readme)), try events(of: service, below: root)),
        ("Tables", Set(tables[0].matches(of: /`(\w+)`/).map { String($0.1) }), Set(created)),
    ]
    return lists.flatMap { title, readme, code in
        readme.subtracting(code).sorted().map { "\(title): \($0) is not in the code" }
            + code.subtracting(readme).sorted().map { "\(title): \($0) is not in the README" }
    }
}

private func section(_ title: String, of readme: String) -> String {
    let parts = readme.components(separatedBy: "\n## ")
    return parts.first { $0.hasPrefix(title + "\n") } ?? ""
}

private func messages(in text: String) -> Set<String> {
    Set(text.matches(of: /`([a-z]+\.[a-z-]+\.v[0-9]+)`/).map { String($0.1) })
}

/// The types of the events whose name begins with the service's, as Shared/Messages declares them.
private func events(of service: ServiceName, below root: URL) throws -> Set<String> {
    let folder = root.appending(path: "Shared/Messages")
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    var types: Set<String> = []
    for name in names where name.hasSuffix(".swift") {
        let source = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        for match in source.matches(of: /: Event \{\s+package static let type = "([^"]+)"/) {
            types.insert(String(match.1))
        }
    }
    return types.filter { $0.hasPrefix(service.rawValue + ".") }
}
