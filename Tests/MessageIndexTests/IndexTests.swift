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

    @Test func `names the property that nobody else could give`() {
        let problem = #expect(throws: SourceProblem.self) {
            try SourceStruct.all(in: "package struct Odd: Codable {\n    private var inner: Int\n}", file: "Odd.swift")
        }
        #expect(problem?.description.hasPrefix("Odd.swift:2: ") == true)
    }

    @Test func `that is committed is what would be written now`() throws {
        let root = URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appending(path: "Shared/Messages")
        let committed = try String(contentsOf: folder.appending(path: "Index.swift"), encoding: .utf8)
        #expect(try MessageIndex(of: folder, except: "Index.swift").text == committed)
    }

    private func index(of source: String) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "message-index-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try source.write(to: folder.appending(path: "Some.swift"), atomically: true, encoding: .utf8)
        return try MessageIndex(of: folder, except: "Index.swift").text
    }
}
