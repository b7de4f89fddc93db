/// The W3C `traceparent` of a message: which story it belongs to, and which step it is.
package struct TraceContext: Sendable, Equatable, LosslessStringConvertible {
    package let traceID: String
    package let spanID: String

    /// Starts a story.
    package static func start() -> TraceContext {
        TraceContext(traceID: hex(.random(in: 1...UInt64.max)) + hex(.random(in: 0...UInt64.max)), spanID: newSpan())
    }

    /// The next step of the same story.
    package func next() -> TraceContext {
        TraceContext(traceID: traceID, spanID: Self.newSpan())
    }

    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "00", Self.isHex(parts[1], 32), Self.isHex(parts[2], 16) else { return nil }
        traceID = String(parts[1])
        spanID = String(parts[2])
    }

    private init(traceID: String, spanID: String) {
        self.traceID = traceID
        self.spanID = spanID
    }

    package var description: String { "00-\(traceID)-\(spanID)-01" }

    private static func newSpan() -> String { hex(.random(in: 1...UInt64.max)) }

    private static func hex(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func isHex(_ text: Substring, _ count: Int) -> Bool {
        let digits = text.utf8
        return digits.count == count && digits.contains { $0 != UInt8(ascii: "0") }
            && digits.allSatisfy { digit in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(digit)
            }
    }
}
