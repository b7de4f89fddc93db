/// What the front knows of the partitions behind it: when each was last written to, and where nothing was found.
struct PartitionNotes {
    /// The number of a partition in these notes.
    typealias Place = Int

    /// Where a partition begins and ends, as a fetch is told.
    struct Limits: Equatable {
        let end: Int64
        let stableEnd: Int64
        let start: Int64
    }

    /// That there was nothing at an offset, after so many writes.
    struct Finding: Equatable {
        let offset: Int64
        let limits: Limits
        let mark: UInt64
    }

    private struct Note {
        var lastWrite: UInt64 = 0
        var finding: Finding?
    }

    private var places: [KafkaPartition: Place] = [:]
    private var notes: [Note] = []
    /// The number of writes answered so far: what is found by a fetch is true for the writes before it was asked.
    private(set) var mark: UInt64 = 0

    mutating func place(_ partition: KafkaPartition) -> Place {
        if let place = places[partition] { return place }
        places[partition] = notes.count
        notes.append(Note())
        return notes.count - 1
    }

    /// Notes that what these partitions hold may have changed.
    mutating func noteWrite(to written: [Place]) {
        guard !written.isEmpty else { return }
        mark += 1
        for place in written { notes[place].lastWrite = mark }
    }

    mutating func note(_ finding: Finding, at place: Place) {
        notes[place].finding = finding
    }

    /// What was found at an offset of a partition, if nothing was written there since.
    func finding(at place: Place, offset: Int64) -> Finding? {
        notes[place].finding.flatMap { $0.offset == offset && holds($0, at: place) ? $0 : nil }
    }

    func holds(_ finding: Finding, at place: Place) -> Bool {
        notes[place].lastWrite <= finding.mark
    }
}
