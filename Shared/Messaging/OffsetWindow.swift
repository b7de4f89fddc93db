/// The records of one partition that were taken and are not all done: only the unbroken front may be stored.
struct OffsetWindow: Sendable {
    private var taken: [Int64] = []
    private var first = 0
    private var done: Set<Int64> = []

    mutating func take(_ offset: Int64) {
        taken.append(offset)
    }

    /// Marks one record done; returns the offset to store when the front moved.
    mutating func complete(_ offset: Int64) -> Int64? {
        done.insert(offset)
        var reached: Int64?
        while first < taken.count, done.remove(taken[first]) != nil {
            reached = taken[first] + 1
            first += 1
        }
        if first > 256, first * 2 > taken.count {
            taken.removeFirst(first)
            first = 0
        }
        return reached
    }

    var isEmpty: Bool { first == taken.count }
}
