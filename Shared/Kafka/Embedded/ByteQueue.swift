/// A frame that is none, or that ends before what it should hold; its connection is given up.
struct BadFrame: Error, Equatable {}

/// Bytes that came and are taken out at the front; what is in the middle of it are Kafka's frames.
struct ByteQueue {
    /// What the broker behind would refuse as well (`receive.message.max.bytes`).
    static let longestFrame = 100_000_000
    /// What an emptied queue keeps of its memory.
    private static let keptCapacity = 1 << 20

    private(set) var bytes: [UInt8] = []
    private var start = 0

    var count: Int { bytes.count - start }
    var isEmpty: Bool { count == 0 }

    mutating func append(_ more: some Collection<UInt8>) {
        bytes.append(contentsOf: more)
    }

    mutating func drop(_ number: Int) {
        start += number
        if start == bytes.count {
            bytes.removeAll(keepingCapacity: bytes.capacity <= Self.keptCapacity)
            start = 0
        } else if start > Self.keptCapacity {
            bytes.removeFirst(start)
            start = 0
        }
    }

    /// Where in `bytes` the first frame lies, its length in front included; nil while it is not whole.
    func frame() throws(BadFrame) -> Range<Int>? {
        guard count >= 4 else { return nil }
        var reader = FrameReader(bytes, start..<bytes.count)
        let length = Int(try reader.number(Int32.self))
        guard (4...Self.longestFrame).contains(length) else { throw BadFrame() }
        return count >= 4 + length ? start..<start + 4 + length : nil
    }

    /// Writes a number over what lies at a place in `bytes`.
    mutating func replace(at place: Int, with value: Int32) {
        bytes.replace(at: place, with: value)
    }

    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start...])) }
    }
}

/// Reads the numbers and texts of Kafka's protocol, and throws where they end too early.
struct FrameReader {
    let bytes: [UInt8]
    private(set) var position: Int
    private let end: Int

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    mutating func number<Number: FixedWidthInteger>(_: Number.Type) throws(BadFrame) -> Number {
        let place = position
        try skip(MemoryLayout<Number>.size)
        return Number(bigEndian: bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: Number.self) })
    }

    mutating func skip(_ count: Int) throws(BadFrame) {
        guard count >= 0, count <= end - position else { throw BadFrame() }
        position += count
    }

    /// Skips a text, which may be absent, and tells where it lies with its length.
    @discardableResult
    mutating func text() throws(BadFrame) -> Range<Int> {
        let start = position
        try skip(max(0, Int(number(Int16.self))))
        return start..<position
    }

    /// Skips bytes, which may be absent, and tells how many they are.
    @discardableResult
    mutating func blob() throws(BadFrame) -> Int {
        let count = max(0, Int(try number(Int32.self)))
        try skip(count)
        return count
    }

    /// Reads how often something follows; an absent list is an empty one.
    mutating func times() throws(BadFrame) -> Range<Int> {
        0..<max(0, Int(try number(Int32.self)))
    }
}

extension [UInt8] {
    mutating func append(number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }

    mutating func replace(at place: Int, with number: some FixedWidthInteger) {
        withUnsafeMutableBytes { $0.storeBytes(of: number.bigEndian, toByteOffset: place, as: type(of: number)) }
    }
}
