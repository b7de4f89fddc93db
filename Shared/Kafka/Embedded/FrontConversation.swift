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

    private struct Fetch {
        let question: FetchQuestion
        let deadline: Moment
        /// What was found of each part.
        var findings: [PartitionNotes.Finding?]
        /// The parts the broker is asked for now, and after how many writes.
        var asked: (parts: [Int], mark: UInt64)?
    }

    private let ports: (behind: Int32, front: Int32)
    private var fromClient = ByteQueue()
    private var fromBroker = ByteQueue()
    private var asked: [Int32: Asked] = [:]
    private var fetch: Fetch?
    /// What is to be sent, and dropped when it was.
    var toClient = ByteQueue()
    var toBroker = ByteQueue()

    /// `behind` is the broker's own port, `front` the one that clients know.
    init(behind: Int32, front: Int32) {
        ports = (behind, front)
    }

    /// When the fetch that is held is to be answered; nil when none is.
    var deadline: Moment? { fetch.flatMap { $0.asked == nil ? $0.deadline : nil } }

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
        guard var held = fetch, held.asked == nil else { return }
        ask(&held, notes)
        fetch = held
    }

    /// Answers the fetch that is held, if its time is up.
    mutating func timePassed(_ notes: inout PartitionNotes, now: Moment) throws(BadFrame) {
        guard let held = fetch, held.asked == nil, held.deadline <= now else { return }
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
            return try begin(FetchQuestion(Array(fromClient.bytes[frame]), notes: &notes), notes, now)
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

    private mutating func begin(_ question: FetchQuestion, _ notes: PartitionNotes, _ now: Moment) {
        let findings = question.parts.map { notes.finding(at: $0.place, offset: $0.offset) }
        var fetch = Fetch(
            question: question,
            deadline: now + .milliseconds(question.waitMilliseconds),
            findings: findings
        )
        ask(&fetch, notes)
        self.fetch = fetch
        if fetch.asked == nil, fetch.deadline <= now { answerEmpty(fetch) }
    }

    /// Asks the broker for all parts that may hold something; when there are none, the fetch is held.
    private mutating func ask(_ fetch: inout Fetch, _ notes: PartitionNotes) {
        let parts = fetch.question.parts
        let open = parts.indices.filter { index in
            fetch.findings[index].map { !notes.holds($0, at: parts[index].place) } ?? true
        }
        guard !open.isEmpty else {
            fetch.asked = nil
            return
        }
        for index in open { fetch.findings[index] = nil }
        fetch.asked = (open, notes.mark)
        toBroker.append(fetch.question.frame(asking: open))
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
        if let fetch, let asked = fetch.asked, fetch.question.correlation == correlation {
            return try takeFetched(frame, fetch, asked.parts, asked.mark, &notes, now)
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
        _ fetch: Fetch,
        _ parts: [Int],
        _ mark: UInt64,
        _ notes: inout PartitionNotes,
        _ now: Moment
    ) throws(BadFrame) {
        let answer = try FetchAnswer(fromBroker.bytes, frame)
        var fetch = fetch
        guard !answer.hasError else { return pass(frame, answer, for: fetch, without: []) }
        guard answer.parts.count == parts.count else { throw BadFrame() }
        for (index, said) in zip(parts, answer.parts) {
            let part = fetch.question.parts[index]
            guard said.partition == part.partition else { throw BadFrame() }
            guard let nothing = said.nothing else { continue }
            let finding = PartitionNotes.Finding(offset: part.offset, nothing: nothing, mark: mark)
            fetch.findings[index] = finding
            notes.note(finding, at: part.place)
        }
        guard answer.parts.allSatisfy({ $0.nothing != nil }) else {
            return pass(frame, answer, for: fetch, without: parts)
        }
        guard fetch.deadline > now else { return answerEmpty(fetch) }
        ask(&fetch, notes)
        self.fetch = fetch
    }

    /// Passes an answer on, with the parts added that were not asked for because nothing is there.
    private mutating func pass(_ frame: Range<Int>, _ answer: FetchAnswer, for fetch: Fetch, without asked: [Int]) {
        self.fetch = nil
        let start = toClient.bytes.count
        toClient.append(fromBroker.bytes[frame])
        let isAsked = Set(asked)
        let rest = answer.hasError ? [] : nothings(of: fetch).filter { !isAsked.contains($0.part) }
        guard !rest.isEmpty else { return }
        let topics = fetch.question.topics(saying: rest)
        toClient.append(topics)
        toClient.replace(at: start, with: Int32(frame.count - 4 + topics.count))
        toClient.replace(at: start + FetchAnswer.topicCount, with: answer.topics + Int32(rest.count))
    }

    private mutating func answerEmpty(_ fetch: Fetch) {
        self.fetch = nil
        let nothings = nothings(of: fetch)
        let topics = fetch.question.topics(saying: nothings)
        var frame: [UInt8] = []
        frame.append(number: Int32(4 + FetchAnswer.emptyBody.count + topics.count))
        frame.append(number: fetch.question.correlation)
        frame += FetchAnswer.emptyBody
        frame.replace(at: FetchAnswer.topicCount, with: Int32(nothings.count))
        toClient.append(frame)
        toClient.append(topics)
    }

    private func nothings(of fetch: Fetch) -> [(part: Int, PartitionNotes.Nothing)] {
        fetch.findings.enumerated().compactMap { index, finding in finding.map { (index, $0.nothing) } }
    }
}
