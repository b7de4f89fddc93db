/// Reads the protocol's numbers and texts.
struct WireReader {
    private var bytes: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        self.bytes = bytes[...]
    }

    mutating func number(_ size: Int) -> Int? {
        guard bytes.count >= size else { return nil }
        defer { bytes = bytes.dropFirst(size) }
        let unsigned = bytes.prefix(size).reduce(0) { $0 << 8 | Int($1) }
        return size < 8 && unsigned >= 1 << (8 * size - 1) ? unsigned - 1 << (8 * size) : unsigned
    }

    mutating func text() -> String? {
        guard let count = number(2), count >= 0, bytes.count >= count else { return nil }
        defer { bytes = bytes.dropFirst(count) }
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    /// What a wish for a topic says beside name and partitions.
    mutating func skipCopiesAndSettings() {
        _ = number(2)
        _ = number(4)
        for _ in 0..<(number(4) ?? 0) { _ = (text(), text()) }
    }
}

/// Writes the protocol's numbers and texts.
struct WireWriter {
    private(set) var bytes: [UInt8] = []

    static func frame(_ body: [UInt8]) -> [UInt8] {
        var writer = WireWriter()
        writer.number(body.count, 4)
        return writer.bytes + body
    }

    mutating func number(_ value: Int, _ size: Int) {
        for place in (0..<size).reversed() { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
    }

    mutating func text(_ text: String?) {
        number(text?.utf8.count ?? -1, 2)
        bytes += Array((text ?? "").utf8)
    }

    /// A version that is not understood is answered in the oldest way, as the protocol wants.
    mutating func versions(_ versions: [Int16: ClosedRange<Int16>], isAsUnderstood: Bool) {
        number(isAsUnderstood ? 0 : 35, 2)
        number(versions.count, 4)
        for (key, range) in versions {
            number(Int(key), 2)
            number(Int(range.lowerBound), 2)
            number(Int(range.upperBound), 2)
        }
    }

    mutating func metadata(_ script: StandInBroker.Script, port: Int32) {
        number(1, 4)
        number(1, 4)
        text(script.advertised?.host ?? "127.0.0.1")
        number(Int(script.advertised?.port ?? port), 4)
        text(nil)
        text("a-cluster")
        number(1, 4)
        let topics = script.showsTopics ? script.topics : [:]
        number(topics.count, 4)
        for (name, partitions) in topics {
            number(0, 2)
            text(name)
            number(0, 1)
            number(Int(partitions), 4)
            for partition in 0..<Int(partitions) {
                for value in [(0, 2), (partition, 4), (1, 4), (1, 4), (1, 4), (1, 4), (1, 4)] {
                    number(value.0, value.1)
                }
            }
        }
    }

    mutating func mechanisms() {
        number(0, 2)
        number(1, 4)
        text("PLAIN")
    }
}
