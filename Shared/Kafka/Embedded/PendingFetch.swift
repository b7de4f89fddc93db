/// A client's fetch until it is answered: what was found of each part, and what the broker is asked for now.
struct PendingFetch {
    let question: FetchQuestion
    let deadline: ContinuousClock.Instant
    private var findings: [PartitionNotes.Finding?]
    /// The parts the broker is asked for now, and after how many writes; nil while the fetch is held.
    private var asked: (parts: [Int], mark: UInt64)?

    init(_ question: FetchQuestion, _ notes: PartitionNotes, now: ContinuousClock.Instant) {
        self.question = question
        deadline = now + .milliseconds(question.waitMilliseconds)
        findings = question.parts.map { notes.finding(at: $0.place, offset: $0.offset) }
    }

    var isHeld: Bool { asked == nil }

    /// The question for all parts that may hold something; nil when there are none, then the fetch is held.
    mutating func ask(_ notes: PartitionNotes) -> [UInt8]? {
        let open = findings.indices.filter { index in
            findings[index].map { !notes.holds($0, at: question.parts[index].place) } ?? true
        }
        asked = open.isEmpty ? nil : (open, notes.mark)
        guard !open.isEmpty else { return nil }
        for index in open { findings[index] = nil }
        return question.frame(asking: open)
    }

    /// Notes where the broker found nothing, and where the ends are, at which there is nothing yet; true when it found
    /// nothing at all.
    mutating func take(_ answer: FetchAnswer, _ notes: inout PartitionNotes) throws(BadFrame) -> Bool {
        guard !answer.hasError else { return false }
        guard let asked, answer.parts.count == asked.parts.count else { throw BadFrame() }
        for (index, said) in zip(asked.parts, answer.parts) {
            let part = question.parts[index]
            guard said.partition == part.partition else { throw BadFrame() }
            guard let limits = said.limits else { continue }
            notes.note(.init(offset: limits.end, limits: limits, mark: asked.mark), at: part.place)
            if said.isEmpty { findings[index] = .init(offset: part.offset, limits: limits, mark: asked.mark) }
        }
        return answer.parts.allSatisfy { $0.limits != nil && $0.isEmpty }
    }

    /// What the broker's answer lacks: the parts that were not asked for, because nothing is there.
    var unasked: (topics: [UInt8], count: Int32) {
        let isAsked = Set(asked?.parts ?? [])
        return nothings { !isAsked.contains($0) }
    }

    /// The answer that nothing was found.
    var emptyAnswer: [UInt8] {
        let (topics, count) = nothings { _ in true }
        var frame: [UInt8] = []
        frame.append(number: Int32(4 + FetchAnswer.emptyBody.count + topics.count))
        frame.append(number: question.correlation)
        frame += FetchAnswer.emptyBody
        frame.replace(at: FetchAnswer.topicCount, with: count)
        return frame + topics
    }

    private func nothings(where isWanted: (Int) -> Bool) -> (topics: [UInt8], count: Int32) {
        let wanted = findings.indices.filter(isWanted).compactMap { index in
            findings[index].map { (part: index, $0.limits) }
        }
        return (question.topics(ofEmpty: wanted), Int32(wanted.count))
    }
}
