/// What passes between one client and the broker behind the front: frames in, frames out, without sockets or clock.
///
/// Everything passes as it comes, but for three things. A Fetch asks only for partitions that may hold something, and
/// while nothing is found it is held here until one of them is written to or its time is up; what the client sends
/// after it waits until it is answered, as with any broker. The answers to writes tell what was written. Where the
/// broker says how it is reached, the front's port is put in.
struct FrontConversation {
    typealias Moment = ContinuousClock.Instant

    /// What an answer that is to come will be read for, by what was asked.
    private enum Asked {
        case write([PartitionNotes.Place])
        case metadata(Int16)
        case coordinator(Int16)
    }

    private let ports: (behind: Int32, front: Int32)
    private var fromClient = ByteQueue()
    private var fromBroker = ByteQueue()
    private var asked: [Int32: Asked] = [:]
    private var fetch: PendingFetch?
    /// What is to be sent, and dropped when it was.
    var toClient = ByteQueue()
    var toBroker = ByteQueue()

    /// `behind` is the broker's own port, `front` the one that clients know.
    init(behind: Int32, front: Int32) {
        ports = (behind, front)
    }

    /// When the fetch that is held is to be answered; nil when none is.
    var deadline: Moment? { fetch.flatMap { $0.isHeld ? $0.deadline : nil } }

    /// What is not passed on yet because a fetch is before it.
    var waitingBytes: Int { fetch == nil ? 0 : fromClient.count }

    /// Where the broker may have written without our having seen the answer.
    var unanswered: [PartitionNotes.Place] {
        asked.values.flatMap { asked -> [PartitionNotes.Place] in
            if case .write(let places) = asked { places } else { [] }
        }
    }

    mutating func clientSent(
        _ bytes: some Collection<UInt8>,
        _ notes: inout PartitionNotes,
        now: Moment
    ) throws(BadFrame) {
        fromClient.append(bytes)
        try passRequests(&notes, now)
    }

    mutating func brokerSent(
        _ bytes: some Collection<UInt8>,
        _ notes: inout PartitionNotes,
        now: Moment
    ) throws(BadFrame) {
        fromBroker.append(bytes)
        while let frame = try fromBroker.frame() {
            try passAnswer(frame, &notes, now)
            fromBroker.drop(frame.count)
        }
        try passRequests(&notes, now)
    }

    /// Something was written: asks again where the fetch that is held found nothing before.
    mutating func look(_ notes: PartitionNotes) {
        guard let held = fetch, held.isHeld else { return }
        ask(held, notes)
    }

    /// Answers the fetch that is held, if its time is up.
    mutating func timePassed(_ notes: inout PartitionNotes, now: Moment) throws(BadFrame) {
        guard let held = fetch, held.isHeld, held.deadline <= now else { return }
        answerEmpty(held)
        try passRequests(&notes, now)
    }
}

// MARK: - From the client

extension FrontConversation {
    private mutating func passRequests(_ notes: inout PartitionNotes, _ now: Moment) throws(BadFrame) {
        while fetch == nil, let frame = try fromClient.frame() {
            try passRequest(frame, &notes, now)
            fromClient.drop(frame.count)
        }
    }

    private mutating func passRequest(
        _ frame: Range<Int>,
        _ notes: inout PartitionNotes,
        _ now: Moment
    ) throws(BadFrame) {
        var reader = FrameReader(fromClient.bytes, frame.dropFirst(4))
        let kind = (key: try reader.number(Int16.self), version: try reader.number(Int16.self))
        let correlation = try reader.number(Int32.self)
        switch kind {
        case (0, 3...7):
            asked[correlation] = .write(try Self.written(&reader, &notes))
        case (1, FetchQuestion.version):
            let question = try FetchQuestion(Array(fromClient.bytes[frame]), notes: &notes)
            return askOrAnswer(PendingFetch(question, notes, now: now), notes, now)
        case (3, 0...2):
            asked[correlation] = .metadata(kind.version)
        case (10, 0...2):
            asked[correlation] = .coordinator(kind.version)
        default: break
        }
        toBroker.append(fromClient.bytes[frame])
    }

    /// The partitions that a Produce writes to.
    private static func written(
        _ reader: inout FrameReader,
        _ notes: inout PartitionNotes
    ) throws(BadFrame) -> [PartitionNotes.Place] {
        // Client and transaction, wanted copies and time.
        try reader.text()
        try reader.text()
        try reader.skip(2 + 4)
        var places: [PartitionNotes.Place] = []
        for _ in try reader.times() {
            let topic = String(decoding: reader.bytes[try reader.text()].dropFirst(2), as: UTF8.self)
            for _ in try reader.times() {
                places.append(notes.place(KafkaPartition(topic, try reader.number(Int32.self))))
                try reader.blob()
            }
        }
        return places
    }

    /// Asks the broker for what may hold something; when nothing does, the fetch is held or, in the end, answered.
    private mutating func askOrAnswer(_ fetch: PendingFetch, _ notes: PartitionNotes, _ now: Moment) {
        ask(fetch, notes)
        if let fetch = self.fetch, fetch.isHeld, fetch.deadline <= now { answerEmpty(fetch) }
    }

    private mutating func ask(_ fetch: PendingFetch, _ notes: PartitionNotes) {
        var fetch = fetch
        if let frame = fetch.ask(notes) { toBroker.append(frame) }
        self.fetch = fetch
    }

    private mutating func answerEmpty(_ fetch: PendingFetch) {
        self.fetch = nil
        toClient.append(fetch.emptyAnswer)
    }
}

// MARK: - From the broker

extension FrontConversation {
    private mutating func passAnswer(
        _ frame: Range<Int>,
        _ notes: inout PartitionNotes,
        _ now: Moment
    ) throws(BadFrame) {
        var reader = FrameReader(fromBroker.bytes, frame.dropFirst(4))
        let correlation = try reader.number(Int32.self)
        if let fetch, !fetch.isHeld, fetch.question.correlation == correlation {
            return try takeFetched(frame, fetch, &notes, now)
        }
        let start = toClient.bytes.count - frame.lowerBound
        toClient.append(fromBroker.bytes[frame])
        switch asked.removeValue(forKey: correlation) {
        case .write(let places):
            notes.noteWrite(to: places)
        case .metadata(let version):
            for _ in try reader.times() {
                try reader.skip(4)
                try putPort(&reader, start)
                if version >= 1 { try reader.text() }
            }
        case .coordinator(let version):
            if version >= 1 { try reader.skip(4) }
            try reader.skip(2)
            if version >= 1 { try reader.text() }
            try reader.skip(4)
            try putPort(&reader, start)
        case nil: break
        }
    }

    /// Reads a host and a port and puts the front's port in; both are on this machine.
    private mutating func putPort(_ reader: inout FrameReader, _ start: Int) throws(BadFrame) {
        try reader.text()
        let place = reader.position
        guard try reader.number(Int32.self) == ports.behind else { return }
        toClient.replace(at: start + place, with: ports.front)
    }

    private mutating func takeFetched(
        _ frame: Range<Int>,
        _ fetch: PendingFetch,
        _ notes: inout PartitionNotes,
        _ now: Moment
    ) throws(BadFrame) {
        var fetch = fetch
        let answer = try FetchAnswer(fromBroker.bytes, frame)
        if try fetch.take(answer, &notes) {
            guard fetch.deadline > now else { return answerEmpty(fetch) }
            return ask(fetch, notes)
        }
        self.fetch = nil
        let start = toClient.bytes.count
        toClient.append(fromBroker.bytes[frame])
        guard !answer.hasError, case let rest = fetch.unasked, rest.count > 0 else { return }
        toClient.append(rest.topics)
        toClient.replace(at: start, with: Int32(frame.count - 4 + rest.topics.count))
        toClient.replace(at: start + FetchAnswer.topicCount, with: answer.topics + rest.count)
    }
}
