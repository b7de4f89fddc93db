import Foundation
import Messages
import Testing

/// The committed samples are what old messages in topics, outboxes and inboxes look like.
struct `Golden samples` {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Samples")

    @Test(arguments: KnownMessage.all)
    func `decode for ever and encode to the same JSON`(message: KnownMessage) throws {
        let sample = try Self.sample(message.type)
        try expectSame(message.again(sample), sample)
        if let replyAgain = message.replyAgain {
            let reply = try Self.sample(message.type + ".reply")
            try expectSame(replyAgain(reply), reply)
        }
    }

    @Test func `are there for every message and for nothing else`() throws {
        let wanted = Set(
            KnownMessage.all.flatMap { message in
                message.isRequest ? [message.type, message.type + ".reply"] : [message.type]
            }
        )
        let found = try FileManager.default.contentsOfDirectory(atPath: Self.folder.resolvingSymlinksInPath().path)
        #expect(Set(found.map { $0.replacing(".json", with: "") }) == wanted)
    }

    @Test func `hold personal data sealed only`() throws {
        for message in KnownMessage.all {
            let text = String(decoding: try Self.sample(message.type), as: UTF8.self)
            for personal in ["\"phone\": ", "\"idNumber\": ", "\"code\": ", "\"password\": ", "\"token\": "] {
                for value in text.components(separatedBy: personal).dropFirst() {
                    #expect(value.hasPrefix("\"v1.k1."), "\(message.type) \(personal)")
                }
            }
        }
    }

    private static func sample(_ name: String) throws -> Data {
        try Data(contentsOf: folder.appending(path: name + ".json"))
    }

    private func expectSame(_ found: Data, _ wanted: Data) throws {
        let found = try #require(JSONSerialization.jsonObject(with: found) as? NSDictionary)
        let wanted = try #require(JSONSerialization.jsonObject(with: wanted) as? NSDictionary)
        #expect(found == wanted)
    }
}
