import Foundation
import Testing

@testable import Kafka

@Suite struct `What is under way in a partition` {
    @Test func `a stored offset ends all records below it`() {
        var flow = PartitionFlow(start: 10)
        for offset in Int64(10)..<15 {
            #expect(flow.handOut(offset) == nil)
        }
        #expect(flow.outstanding == 5)
        flow.store(13)
        #expect(flow.outstanding == 2)
        #expect(flow.uncommitted == 13)
    }

    @Test func `an older offset changes nothing`() {
        var flow = PartitionFlow(start: 0)
        flow.store(4)
        flow.store(2)
        #expect(flow.stored == 4)
    }

    @Test func `a failed commit is due again`() {
        var flow = PartitionFlow(start: 0)
        flow.store(4)
        flow.noteCommitted(4)
        #expect(flow.uncommitted == nil)
        flow.noteCommitFailed()
        #expect(flow.uncommitted == 4)
    }

    @Test func `a gap before a record is told`() {
        var flow = PartitionFlow(start: 3)
        #expect(flow.handOut(7) == 3)
        #expect(flow.handOut(8) == nil)
    }

    @Test func `no start means no gap at the first record`() {
        var flow = PartitionFlow(start: nil)
        #expect(flow.handOut(7) == nil)
    }

    @Test func `memory of done records is given back`() {
        var flow = PartitionFlow(start: 0)
        for offset in Int64(0)..<5_000 {
            _ = flow.handOut(offset)
            flow.store(offset + 1)
        }
        #expect(flow.outstanding == 0)
        #expect(flow.stored == 5_000)
    }
}

@Suite struct `Headers` {
    @Test func `the last value of a name counts and nil removes it`() {
        var headers: KafkaHeaders = ["id": "1", "type": "a.b.v1"]
        headers["id"] = "2"
        #expect(headers["id"] == "2")
        headers["id"] = nil
        #expect(headers["id"] == nil)
        #expect(headers.pairs.map(\.name) == ["type"])
    }
}

@Suite struct `An address in a file` {
    @Test func `is found late, told once, and told again when written anew`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "address-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        var address = BrokerAddress(.file(file.path))
        var now = ContinuousClock.now
        func look() -> String? {
            now += .seconds(1)
            return address.change(now: now)
        }
        #expect(look() == nil)
        try Data("127.0.0.1:1\n".utf8).write(to: file, options: .atomic)
        #expect(look() == "127.0.0.1:1")
        #expect(look() == nil)
        try Data("127.0.0.1:1\n".utf8).write(to: file, options: .atomic)
        #expect(look() == "127.0.0.1:1")
        try FileManager.default.removeItem(at: file)
        #expect(look() == nil)
    }

    @Test func `is not looked at more than four times a second`() {
        var address = BrokerAddress(.fixed("a:1"))
        let now = ContinuousClock.now
        #expect(address.change(now: now + .seconds(1)) == "a:1")
        #expect(address.change(now: now + .seconds(1)) == nil)
    }
}
