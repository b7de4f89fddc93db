/// A client's Fetch of version 11, which is what librdkafka 2.0.2 sends.
struct FetchQuestion {
    static let version: Int16 = 11

    /// One partition that is asked for.
    struct Part {
        let place: PartitionNotes.Place
        let partition: Int32
        let offset: Int64
        /// Where its topic's name and it itself lie in the frame.
        fileprivate let topic: Range<Int>
        fileprivate let bytes: Range<Int>
    }

    let correlation: Int32
    let waitMilliseconds: Int32
    let parts: [Part]
    /// The whole frame, that does not wait any more.
    private var frame: [UInt8]
    /// What is in front of the list of topics, and what behind it.
    private let head: Range<Int>
    private let tail: Range<Int>

    /// Reads a whole frame.
    init(_ frame: [UInt8], notes: inout PartitionNotes) throws(BadFrame) {
        var reader = FrameReader(frame, 0..<frame.count)
        try reader.skip(4 + 2 + 2)
        correlation = try reader.number(Int32.self)
        try reader.text()
        try reader.skip(4)
        let wait = reader.position
        waitMilliseconds = try reader.number(Int32.self)
        // Least and most bytes, isolation, session and its epoch.
        try reader.skip(4 + 4 + 1 + 4 + 4)
        head = 0..<reader.position
        var parts: [Part] = []
        for _ in try reader.times() {
            let topic = try reader.text()
            let name = String(decoding: frame[topic].dropFirst(2), as: UTF8.self)
            for _ in try reader.times() {
                let start = reader.position
                let partition = try reader.number(Int32.self)
                try reader.skip(4)
                let offset = try reader.number(Int64.self)
                try reader.skip(8 + 4)
                let place = notes.place(KafkaPartition(name, partition))
                let bytes = start..<reader.position
                parts.append(Part(place: place, partition: partition, offset: offset, topic: topic, bytes: bytes))
            }
        }
        self.parts = parts
        tail = reader.position..<frame.count
        self.frame = frame
        self.frame.replace(at: wait, with: Int32(0))
    }

    /// The frame that asks for some of the parts and does not wait; each stands under its own topic.
    func frame(asking wanted: [Int]) -> [UInt8] {
        guard wanted.count < parts.count else { return frame }
        var shorter = Array(frame[head])
        shorter.append(number: Int32(wanted.count))
        for part in wanted.lazy.map({ parts[$0] }) {
            shorter += frame[part.topic]
            shorter.append(number: Int32(1))
            shorter += frame[part.bytes]
        }
        shorter += frame[tail]
        shorter.replace(at: 0, with: Int32(shorter.count - 4))
        return shorter
    }

    /// The topics of an answer for parts in which nothing was found.
    func topics(ofEmpty parts: some Sequence<(part: Int, PartitionNotes.Limits)>) -> [UInt8] {
        var topics: [UInt8] = []
        for (number, limits) in parts {
            let part = self.parts[number]
            topics += frame[part.topic]
            topics.append(number: Int32(1))
            topics.append(number: part.partition)
            topics.append(number: Int16(0))
            topics.append(number: limits.end)
            topics.append(number: limits.stableEnd)
            topics.append(number: limits.start)
            // No aborted transactions, no better replica, no records.
            topics.append(number: Int32(0))
            topics.append(number: Int32(-1))
            topics.append(number: Int32(0))
        }
        return topics
    }
}

/// The broker's answer to a Fetch, as far as it is looked at.
struct FetchAnswer {
    /// Where the number of topics lies.
    static let topicCount = 4 + 4 + 4 + 2 + 4
    /// An answer without topics, but for its length and correlation.
    static let emptyBody = [UInt8](repeating: 0, count: 4 + 2 + 4 + 4)

    /// What is said of one partition.
    struct Part {
        let partition: Int32
        /// Nil with an error.
        let limits: PartitionNotes.Limits?
        let isEmpty: Bool
    }

    let hasError: Bool
    /// In the order in which they were asked for.
    let parts: [Part]
    let topics: Int32

    /// Reads a whole frame that lies at `range`.
    init(_ bytes: [UInt8], _ range: Range<Int>) throws(BadFrame) {
        var reader = FrameReader(bytes, range)
        try reader.skip(4 + 4 + 4)
        hasError = try reader.number(Int16.self) != 0
        try reader.skip(4)
        let topics = try reader.times()
        var parts: [Part] = []
        for _ in topics {
            try reader.text()
            for _ in try reader.times() {
                let partition = try reader.number(Int32.self)
                let error = try reader.number(Int16.self)
                let limits = PartitionNotes.Limits(
                    end: try reader.number(Int64.self),
                    stableEnd: try reader.number(Int64.self),
                    start: try reader.number(Int64.self)
                )
                for _ in try reader.times() { try reader.skip(8 + 8) }
                let betterReplica = try reader.number(Int32.self)
                let isEmpty = try reader.blob() == 0
                let isFine = error == 0 && betterReplica == -1
                parts.append(Part(partition: partition, limits: isFine ? limits : nil, isEmpty: isEmpty))
            }
        }
        self.topics = Int32(topics.count)
        self.parts = parts
    }
}
