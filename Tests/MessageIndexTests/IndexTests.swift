import Foundation
import Testing

@testable import MessageIndex

struct `The index of the messages` {
    private static let source = """
        /// Reads.
        package struct ReadIt: PagedQuery {
            package static let type = "contracts.read-it.v1"

            /// The answer.
            package struct Reply: Codable, Sendable {
                package var items: [String]
                package var next: String?
            }

            package var limit: Int = 20
            package var mark: String { "computed" }
        }

        package struct Own: Sendable {
            package private(set) var hidden = 1

            package init() {}
        }

        package struct Nothing: Command {
            package static let type = "contracts.nothing.v1"
            package var key: String { "" }
        }
        """

    @Test func `has an initialiser for each struct that wrote none itself`() throws {
        let text = try index(of: Self.source)
        #expect(
            text.contains(
                """
                extension ReadIt.Reply {
                    @_disfavoredOverload
                    package init(items: [String], next: String? = nil, _: Never? = nil) {
                        self.items = items
                        self.next = next
                    }
                }
                """
            )
        )
        let initialiser = "    package init(limit: Int = 20, _: Never? = nil) {\n        self.limit = limit\n    }"
        #expect(text.contains(initialiser))
        #expect(text.contains("extension Nothing {\n    @_disfavoredOverload\n    package init(_: Never? = nil) {}\n}"))
        #expect(!text.contains("extension Own"))
    }

    @Test func `lists every message by its kind`() throws {
        let text = try index(of: Self.source)
        #expect(text.contains("queries: [any Query.Type] = [\n        ReadIt.self,\n    ]"))
        #expect(text.contains("commands: [any Command.Type] = [\n        Nothing.self,\n    ]"))
        #expect(text.contains("events: [any Event.Type] = [\n    ]"))
    }

    @Test(arguments: [
        ("package struct Odd: Codable {\n    private var inner: Int\n}", 2),
        ("package struct Odd:\n    Command\n{\n    package var inner: Int\n}", 1),
        ("package struct Odd: Codable {\n    package var inner:\n        Int\n}", 2),
        ("@dynamicMemberLookup package struct Odd: Command {\n}", 1), ("package enum Odd: Command {\n}", 1),
        ("struct Odd: Codable, Event {\n}", 1),
    ])
    func `names the property that nobody else could give, and what it cannot read`(source: String, line: Int) {
        let problem = #expect(throws: SourceProblem.self) { try SourceStruct.all(in: source, file: "Odd.swift") }
        #expect(problem?.description.hasPrefix("Odd.swift:\(line): ") == true)
    }

    @Test func `misses no message without a type that it can read`() {
        let source = "package struct Odd: Command {\n    package static let type: String = \"a.odd.v1\"\n}"
        let problem = #expect(throws: SourceProblem.self) { try SourceStruct.all(in: source, file: "Odd.swift") }
        #expect(problem?.description.contains("Odd has no `package static let type") == true)
    }

    @Test func `that is committed is what would be written now`() throws {
        let root = URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appending(path: "Shared/Messages")
        #expect(try MessageIndex(of: folder).stale(in: folder).keys.map(\.lastPathComponent) == [])
    }

    @Test func `that nobody needs any more is removed, and one that was edited is written anew`() throws {
        try withSources(["Some.swift": Self.source, "Made/Old.swift": "", "Made/EveryMessage.swift": "edited"]) {
            let stale = try MessageIndex(of: $0).stale(in: $0)
            let names = Dictionary(uniqueKeysWithValues: stale.map { ($0.key.lastPathComponent, $0.value != nil) })
            #expect(names == ["Old.swift": false, "EveryMessage.swift": true, "Some+Initializers.swift": true])
        }
    }

    private func index(of source: String) throws -> String {
        try withSources(["Some.swift": source]) { folder in
            try MessageIndex(of: folder).files.sorted { $0.key < $1.key }.map(\.value).joined()
        }
    }

    private func withSources<Result>(_ sources: [String: String], _ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "message-index-\(UUID())")
        let made = folder.appending(path: MessageIndex.made)
        try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in sources {
            try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
        }
        return try body(folder)
    }
}
