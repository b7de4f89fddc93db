import Testing

@testable import Kafka

@Suite final class `What passes between a client and the embedded broker` {
    private let start = ContinuousClock.now
    private var notes = PartitionNotes()
    private var talk = FrontConversation(behind: 1_111, front: 2_222)

    @Test func `a question nobody looks at passes unchanged, in pieces or in one, and so does its answer`() throws {
        let question = request(18, 2, 7, [1, 2, 3])
        try client(question.dropLast())
        #expect(sentOn() == [])
        try client(question.suffix(1) + question)
        #expect(sentOn() == question + question)
        try broker(answer(7, [9]) + answer(8, []))
        #expect(answered() == answer(7, [9]) + answer(8, []))
    }

    @Test func `a fetch does not wait at the broker, and what it finds is passed on`() throws {
        try client(fetch(1, wait: 500, [("t", 0, 5)]))
        #expect(sentOn() == fetch(1, wait: 0, [("t", 0, 5)]))
        try broker(fetched(1, [("t", 0, 6, [1, 2])]))
        #expect(answered() == fetched(1, [("t", 0, 6, [1, 2])]))
        #expect(talk.deadline == nil)
    }

    @Test func `an error is passed on at once`() throws {
        for error in [fetched(1, [("t", 0, 5, [])], error: 6), fetched(1, [], topError: 70)] {
            try client(fetch(1, wait: 500, [("t", 0, 5)]))
            _ = sentOn()
            try broker(error)
            #expect(answered() == error)
        }
    }

    @Test func `an empty answer is held until the time is up`() throws {
        try client(fetch(1, wait: 500, [("t", 0, 5)]))
        _ = sentOn()
        try broker(fetched(1, [("t", 0, 5, [])]))
        #expect(answered() == [])
        #expect(talk.deadline == start + .milliseconds(500))
        try pass(.milliseconds(499))
        #expect(answered() == [])
        try pass(.milliseconds(500))
        #expect(answered() == fetched(1, [("t", 0, 5, [])]))
        #expect(sentOn() == [])
    }

    @Test func `a fetch that will not wait is answered at once`() throws {
        try client(fetch(1, wait: 0, [("t", 0, 5)]))
        _ = sentOn()
        try broker(fetched(1, [("t", 0, 5, [])]))
        #expect(answered() == fetched(1, [("t", 0, 5, [])]))
        try client(fetch(2, wait: 0, [("t", 0, 5)]))
        #expect(answered() == fetched(2, [("t", 0, 5, [])]))
    }

    @Test func `a write makes it ask again, and only for what was written to`() throws {
        try client(fetch(1, wait: 500, [("t", 0, 5), ("t", 1, 7), ("u", 0, 0)]))
        _ = sentOn()
        try broker(fetched(1, [("t", 0, 5, []), ("t", 1, 7, []), ("u", 0, 0, [])]))
        write(("v", 0))
        #expect(sentOn() == [])
        write(("t", 1))
        #expect(sentOn() == fetch(1, wait: 0, [("t", 1, 7)]))
        try broker(fetched(1, [("t", 1, 8, [1])]))
        #expect(answered() == fetched(1, [("t", 1, 8, [1]), ("t", 0, 5, []), ("u", 0, 0, [])]))
    }

    @Test func `a write between question and empty answer is not missed`() throws {
        try client(fetch(1, wait: 500, [("t", 0, 5)]))
        _ = sentOn()
        write(("t", 0))
        #expect(sentOn() == [])
        try broker(fetched(1, [("t", 0, 5, [])]))
        #expect(answered() == [])
        #expect(sentOn() == fetch(1, wait: 0, [("t", 0, 5)]))
    }

    @Test func `where nothing was found and nothing written since, the broker is not asked`() throws {
        try client(fetch(1, wait: 500, [("t", 0, 5), ("t", 1, 7)]))
        _ = sentOn()
        try broker(fetched(1, [("t", 0, 5, []), ("t", 1, 8, [1])]))
        _ = answered()
        // The end of what was read is where nothing is yet.
        try client(fetch(2, wait: 500, [("t", 0, 5), ("t", 1, 8)]))
        #expect(sentOn() == [])
        try pass(.milliseconds(500))
        #expect(answered() == fetched(2, [("t", 0, 5, []), ("t", 1, 8, [])]))
        // Another offset is another question.
        try client(fetch(3, wait: 500, [("t", 0, 4), ("t", 1, 8)]))
        #expect(sentOn() == fetch(3, wait: 0, [("t", 0, 4)]))
    }

    @Test func `what comes behind a fetch waits for its answer, and goes on in order`() throws {
        let (one, two) = (request(2, 1, 5, []), request(9, 1, 6, []))
        try client(one + fetch(1, wait: 500, [("t", 0, 5)]) + two + fetch(3, wait: 500, [("t", 0, 5)]) + one)
        #expect(sentOn() == one + fetch(1, wait: 0, [("t", 0, 5)]))
        #expect(talk.waitingBytes > 0)
        try broker(answer(5, [1]) + fetched(1, [("t", 0, 5, [])]))
        #expect(answered() == answer(5, [1]))
        #expect(sentOn() == [])
        try pass(.milliseconds(500))
        #expect(answered() == fetched(1, [("t", 0, 5, [])]))
        #expect(sentOn() == two)
        #expect(talk.deadline == start + .milliseconds(1_000))
    }

    @Test func `an answer that comes late in its order goes on while a fetch is held`() throws {
        try client(request(11, 5, 3, []) + fetch(4, wait: 500, [("t", 0, 5)]))
        try broker(fetched(4, [("t", 0, 5, [])]))
        try broker(answer(3, [1, 2]))
        #expect(answered() == answer(3, [1, 2]))
    }

    @Test func `an answered write is noted, one without an answer is known`() throws {
        let write = produce(3, 9, [("t", 1, 100), ("u", 2, 0)])
        try client(write)
        #expect(sentOn() == write)
        #expect(notes.mark == 0)
        let places = [notes.place(KafkaPartition("t", 1)), notes.place(KafkaPartition("u", 2))]
        #expect(talk.unanswered == places)
        try broker(answer(9, [0]))
        #expect(notes.mark == 1)
        #expect(talk.unanswered == [])
    }

    @Test(arguments: [Int16(0), 1, 2]) func `the front's port stands where the broker's did`(version: Int16) throws {
        try client(request(3, version, 1, [0, 0, 0, 0]) + request(10, version, 2, []))
        try broker(metadata(1, version, port: 1_111) + coordinator(2, version, port: 1_111))
        #expect(answered() == metadata(1, version, port: 2_222) + coordinator(2, version, port: 2_222))
        // The same bytes in another answer are left alone.
        try broker(metadata(1, version, port: 1_111))
        #expect(answered() == metadata(1, version, port: 1_111))
    }

    @Test(
        arguments: [
            [0, 0, 0, 0], [0xff, 0xff, 0xff, 0xff], Array("GET / HTTP/1.0\r\n\r\n".utf8), [0, 0, 0, 4, 0, 1, 0, 11],
            Array(fetchFrame(1, wait: 5, [("t", 0, 5)]).dropLast(20)).framedAgain,
            produceFrame(3, 1, [("t", 0, 9)], short: 4),
            fetchFrame(1, wait: 5, [("t", 0, 5)]).with(0x7f, at: 45),
        ] as [[UInt8]]
    )
    func `what is no frame is refused`(bytes: [UInt8]) throws {
        #expect(throws: BadFrame()) { try client(bytes) }
    }

    @Test func `an answer that does not fit the fetch is refused`() throws {
        for wrong in [fetched(1, []), fetched(1, [("t", 1, 5, [])]), answer(1, [0, 0])] {
            talk = FrontConversation(behind: 1, front: 2)
            try client(fetch(1, wait: 500, [("t", 0, 5)]))
            #expect(throws: BadFrame()) { try broker(wrong) }
        }
    }

    /// Cut or changed at random, a frame may be refused or taken, but nothing else happens.
    @Test func `no bytes at all bring it down`() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<3_000 {
            talk = FrontConversation(behind: 1, front: 2)
            var bytes = Bool.random() ? fetchFrame(1, wait: 5, [("t", 0, 5)]) : produceFrame(3, 1, [("t", 0, 9)])
            for _ in 0..<3 { bytes[Int.random(in: 4..<bytes.count, using: &random)] = .random(in: 0...255) }
            try? client(bytes)
            var back = fetchedFrame(1, [("t", 0, 5, [1, 2, 3])])
            for _ in 0..<3 { back[Int.random(in: 8..<back.count, using: &random)] = .random(in: 0...255) }
            try? broker(back)
            try? pass(.seconds(60))
        }
    }
}

extension `What passes between a client and the embedded broker` {
    private func client(_ bytes: some Collection<UInt8>) throws {
        try talk.clientSent(Array(bytes), &notes, now: start)
    }

    private func broker(_ bytes: [UInt8]) throws {
        try talk.brokerSent(bytes, &notes, now: start)
    }

    private func pass(_ time: Duration) throws {
        try talk.timePassed(&notes, now: start + time)
    }

    /// Another connection has written there.
    private func write(_ place: (String, Int32)) {
        notes.noteWrite(to: [notes.place(KafkaPartition(place.0, place.1))])
        talk.look(notes)
    }

    private func sentOn() -> [UInt8] { talk.toBroker.takeAll() }
    private func answered() -> [UInt8] { talk.toClient.takeAll() }

    private func request(_ key: Int, _ version: Int16, _ correlation: Int, _ body: [UInt8]) -> [UInt8] {
        requestFrame(key, Int(version), correlation, body)
    }

    private func answer(_ correlation: Int, _ body: [UInt8]) -> [UInt8] {
        var writer = WireWriter()
        writer.number(correlation, 4)
        return WireWriter.frame(writer.bytes + body)
    }

    private func fetch(_ correlation: Int, wait: Int, _ parts: [(String, Int, Int)]) -> [UInt8] {
        fetchFrame(correlation, wait: wait, parts)
    }

    private func produce(_ version: Int, _ correlation: Int, _ parts: [(String, Int, Int)]) -> [UInt8] {
        produceFrame(version, correlation, parts)
    }

    private func fetched(
        _ correlation: Int,
        _ parts: [(String, Int, Int, [UInt8])],
        error: Int = 0,
        topError: Int = 0
    ) -> [UInt8] {
        fetchedFrame(correlation, parts, error: error, topError: topError)
    }

    private func metadata(_ correlation: Int, _ version: Int16, port: Int) -> [UInt8] {
        var writer = WireWriter()
        writer.number(1, 4)
        writer.number(1, 4)
        writer.text("127.0.0.1")
        writer.number(port, 4)
        if version >= 1 { writer.text(nil) }
        // The number again, where it means something else.
        writer.text("127.0.0.1")
        writer.number(1_111, 4)
        return answer(correlation, writer.bytes)
    }

    private func coordinator(_ correlation: Int, _ version: Int16, port: Int) -> [UInt8] {
        var writer = WireWriter()
        if version >= 1 { writer.number(0, 4) }
        writer.number(0, 2)
        if version >= 1 { writer.text(nil) }
        writer.number(1, 4)
        writer.text("127.0.0.1")
        writer.number(port, 4)
        return answer(correlation, writer.bytes)
    }
}

private func requestFrame(_ key: Int, _ version: Int, _ correlation: Int, _ body: [UInt8]) -> [UInt8] {
    var writer = WireWriter()
    writer.number(key, 2)
    writer.number(version, 2)
    writer.number(correlation, 4)
    writer.text("client")
    return WireWriter.frame(writer.bytes + body)
}

/// A Fetch of version 11 for topic, partition and offset; each stands under a topic of its own.
private func fetchFrame(_ correlation: Int, wait: Int, _ parts: [(String, Int, Int)]) -> [UInt8] {
    var writer = WireWriter()
    for (value, size) in [(-1, 4), (wait, 4), (1, 4), (1_000_000, 4), (1, 1), (0, 4), (-1, 4), (parts.count, 4)] {
        writer.number(value, size)
    }
    for (topic, partition, offset) in parts {
        writer.text(topic)
        for (value, size) in [(1, 4), (partition, 4), (-1, 4), (offset, 8), (-1, 8), (1_000_000, 4)] {
            writer.number(value, size)
        }
    }
    writer.number(0, 4)
    writer.text("")
    return requestFrame(1, 11, correlation, writer.bytes)
}

/// The answer to it: topic, partition, end and records.
private func fetchedFrame(
    _ correlation: Int,
    _ parts: [(String, Int, Int, [UInt8])],
    error: Int = 0,
    topError: Int = 0
) -> [UInt8] {
    var writer = WireWriter()
    for (value, size) in [(correlation, 4), (0, 4), (topError, 2), (0, 4), (parts.count, 4)] {
        writer.number(value, size)
    }
    for (topic, partition, end, records) in parts {
        writer.text(topic)
        for (value, size) in [(1, 4), (partition, 4), (error, 2), (end, 8), (end, 8), (0, 8), (0, 4), (-1, 4)] {
            writer.number(value, size)
        }
        writer.number(records.count, 4)
        for byte in records { writer.number(Int(byte), 1) }
    }
    return WireWriter.frame(writer.bytes)
}

/// A Produce to topic and partition with so many bytes, of which the last ones may be missing.
private func produceFrame(
    _ version: Int,
    _ correlation: Int,
    _ parts: [(String, Int, Int)],
    short: Int = 0
) -> [UInt8] {
    var writer = WireWriter()
    writer.text(nil)
    for (value, size) in [(-1, 2), (1_000, 4), (parts.count, 4)] { writer.number(value, size) }
    for (topic, partition, size) in parts {
        writer.text(topic)
        for value in [1, partition, size] { writer.number(value, 4) }
        for _ in 0..<size { writer.number(0x2a, 1) }
    }
    return requestFrame(0, version, correlation, writer.bytes.dropLast(short))
}

extension [UInt8] {
    /// The same content under a length that fits it.
    fileprivate var framedAgain: [UInt8] { WireWriter.frame(Array(dropFirst(4))) }

    fileprivate func with(_ byte: UInt8, at place: Int) -> [UInt8] {
        var changed = self
        changed[place] = byte
        return changed
    }
}

extension ByteQueue {
    fileprivate mutating func takeAll() -> [UInt8] {
        defer { drop(count) }
        return withBytes { Array($0) }
    }
}
