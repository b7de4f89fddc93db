import Foundation
import Logging
import Operations
import Synchronization
import Testing

@Suite struct `Log lines` {
    @Test func `an entry is one line of JSON with its metadata`() throws {
        let lines = Box()
        var logger = Logger(label: "contracts.relay") { label in
            JSONLogHandler(service: "contracts", label: label, logLevel: .info) { line in lines.add(line) }
        }
        logger[metadataKey: "shard"] = "3"
        logger.info("sent \"two\"\nrows", metadata: ["count": .stringConvertible(2), "keys": ["a", "b"]])
        logger.debug("not shown")
        let written = lines.all
        #expect(written.count == 1)
        let line = try #require(written.first)
        #expect(line.hasSuffix("}\n") && line.dropLast().contains("\n") == false)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(object["message"] as? String == "sent \"two\"\nrows")
        #expect(object["level"] as? String == "info")
        #expect(object["service"] as? String == "contracts")
        #expect(object["label"] as? String == "contracts.relay")
        #expect(object["shard"] as? String == "3")
        #expect(object["keys"] as? [String] == ["a", "b"])
    }
}

private final class Box: Sendable {
    private let lines = Mutex<[String]>([])
    func add(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
}
