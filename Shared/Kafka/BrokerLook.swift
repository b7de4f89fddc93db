/// Who answers at an address, found out without a client library: by the first request that every broker knows.
enum BrokerLook: Equatable {
    /// A broker, with the versions it offers of each request, by number.
    case broker([Int16: ClosedRange<Int16>])
    case trouble(PlainConnection.Trouble)
    /// It takes connections and says nothing.
    case silent
    /// It closes the connection when it is asked for its versions.
    case closes
    case web
    case tls
    /// It answers with something that is not Kafka's protocol.
    case stranger
    /// It answers like a broker, but not in full.
    case unreadable

    private static let correlation: Int32 = 7
    private static let longestAnswer = 1 << 20

    /// Looks at an address; blocks until `deadline` at most.
    static func at(host: String, port: UInt16, by deadline: ContinuousClock.Instant) -> BrokerLook {
        do throws(PlainConnection.Trouble) {
            let connection = try PlainConnection(host: host, port: port, by: deadline)
            let patience = min(deadline, .now + .seconds(3))
            let answer = connection.exchange(versionsRequest, by: patience, isWhole: isWhole)
            let first: BrokerLook = answer.map { $0.isEmpty ? .silent : read($0) } ?? .closes
            guard [.silent, .closes, .stranger].contains(first) else { return first }
            // It does not understand the question; one of its own kind tells who it is.
            if speaks(TLSHello.answers, to: TLSHello.bytes(), host, port, deadline) { return .tls }
            if speaks([0x48], to: Array("GET / HTTP/1.0\r\n\r\n".utf8), host, port, deadline) { return .web }
            return first
        } catch {
            return .trouble(error)
        }
    }

    /// ApiVersions, version 0, of a client without a name.
    private static let versionsRequest: [UInt8] =
        frame(bytes(Int16(18)) + bytes(Int16(0)) + bytes(correlation) + bytes(Int16(-1)))

    private static func speaks(
        _ firstBytes: [UInt8],
        to question: [UInt8],
        _ host: String,
        _ port: UInt16,
        _ deadline: ContinuousClock.Instant
    ) -> Bool {
        let soon = min(deadline, .now + .seconds(1))
        guard let connection = try? PlainConnection(host: host, port: port, by: soon),
            let first = connection.exchange(question, by: soon, isWhole: { !$0.isEmpty })?.first
        else { return false }
        return firstBytes.contains(first)
    }

    private static func isWhole(_ answer: [UInt8]) -> Bool {
        guard answer.count >= 4 else { return false }
        let length = number(answer, 0, 4)
        return length < 0 || length > longestAnswer || answer.count >= 4 + length
    }

    /// Reads what came in answer to the question for versions.
    static func read(_ answer: [UInt8]) -> BrokerLook {
        if answer.starts(with: "HTTP".utf8) { return .web }
        if answer.count >= 2, TLSHello.answers.contains(answer[0]), answer[1] == 0x03 { return .tls }
        guard answer.count >= 8, number(answer, 0, 4) <= longestAnswer, number(answer, 4, 4) == Int(correlation) else {
            return .stranger
        }
        guard answer.count >= 14, answer.count >= 4 + number(answer, 0, 4) else { return .unreadable }
        let count = number(answer, 10, 4)
        guard number(answer, 8, 2) == 0, count > 0, answer.count >= 14 + 6 * count else { return .unreadable }
        var offered: [Int16: ClosedRange<Int16>] = [:]
        for index in 0..<count {
            let start = 14 + 6 * index
            let (low, high) = (number(answer, start + 2, 2), number(answer, start + 4, 2))
            guard low <= high else { return .unreadable }
            offered[Int16(number(answer, start, 2))] = Int16(low)...Int16(high)
        }
        return .broker(offered)
    }

    private static func number(_ bytes: [UInt8], _ start: Int, _ size: Int) -> Int {
        let unsigned = bytes[start..<start + size].reduce(0) { $0 << 8 | Int($1) }
        return unsigned >= 1 << (8 * size - 1) ? unsigned - 1 << (8 * size) : unsigned
    }

    private static func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }

    private static func frame(_ body: [UInt8]) -> [UInt8] { bytes(Int32(body.count)) + body }
}
