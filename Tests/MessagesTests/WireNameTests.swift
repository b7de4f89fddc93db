import Foundation
import Messages
import Testing

struct `Wire names` {
    @Test func `are unique`() {
        let names = KnownMessage.all.map(\.type)
        #expect(Set(names).count == names.count)
    }

    @Test(arguments: KnownMessage.all)
    func `say service, name and version`(message: KnownMessage) throws {
        let match = try #require(message.type.wholeMatch(of: /([a-z]+)\.([a-z]+(?:-[a-z]+)*)\.v([1-9][0-9]*)/))
        #expect(String(match.1) == message.service.rawValue)
    }

    @Test func `in the sources are all known to these tests`() throws {
        let sources = URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Shared/Messages")
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        var found: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            found.formUnion(text.matches(of: /static let type = "([^"]+)"/).map { String($0.1) })
        }
        #expect(found == Set(KnownMessage.all.map(\.type)))
    }

    @Test func `belong to services that have their topics`() {
        let topics = Set(Topology.all.map(\.name))
        for service in ServiceName.allCases {
            #expect(topics.isSuperset(of: [service.commands, service.queries, service.events, service.deadLetters]))
        }
        #expect(topics.contains(Topology.replies))
        #expect(topics.count == Topology.all.count)
    }
}
