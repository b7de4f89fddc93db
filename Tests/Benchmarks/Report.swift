import Foundation

/// One measured figure beside its peer's.
struct Figure: Codable, Sendable {
    /// What the figure is held against.
    enum Goal: Codable, Sendable {
        case none
        /// The difference to the peer is below this.
        case addsLess(Double)
        /// The ratio to the peer is at least this.
        case atLeastTimes(Double)
        /// The ratio to the peer is not above this.
        case atMostTimes(Double)
        /// The figure itself is below this.
        case below(Double)
    }

    let name: String
    let unit: String
    let value: Double
    let peer: String?
    let peerValue: Double?
    let goal: Goal
    let rounds: Int

    init(
        _ name: String,
        _ values: [Double],
        unit: String,
        peer: String? = nil,
        peerValues: [Double] = [],
        goal: Goal = .none
    ) {
        self.name = name
        self.unit = unit
        value = median(values)
        self.peer = peer
        peerValue = peerValues.isEmpty ? nil : median(peerValues)
        self.goal = goal
        rounds = values.count
    }

    var ratio: Double? { peerValue.flatMap { $0 == 0 ? nil : value / $0 } }

    /// Nil without a goal.
    var isMet: Bool? {
        switch goal {
        case .none: nil
        case .addsLess(let limit): peerValue.map { value - $0 < limit }
        case .atLeastTimes(let factor): ratio.map { $0 >= factor }
        case .atMostTimes(let factor): ratio.map { $0 <= factor }
        case .below(let limit): value < limit
        }
    }

    var goalText: String {
        switch goal {
        case .none: ""
        case .addsLess(let limit): "adds < \(plain(limit)) \(unit)" + (peerValue.map { ": \(plain(value - $0))" } ?? "")
        case .atLeastTimes(let factor): "≥ \(plain(factor))×"
        case .atMostTimes(let factor): "≤ \(plain(factor))×"
        case .below(let limit): "< \(plain(limit)) \(unit)"
        }
    }
}

/// All figures of one run.
struct Report: Codable {
    var figures: [Figure] = []
    var failures: [String] = []

    func json() throws -> Data {
        struct Line: Encodable {
            let figure: Figure
            let ratio: Double?
            let isMet: Bool?
        }
        struct All: Encodable {
            let measuredAt: Date
            let cores: Int
            let figures: [Line]
            let failures: [String]
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return try encoder.encode(
            All(
                measuredAt: Date(),
                cores: ProcessInfo.processInfo.activeProcessorCount,
                figures: figures.map { Line(figure: $0, ratio: $0.ratio, isMet: $0.isMet) },
                failures: failures
            )
        )
    }

    func table() -> String {
        var rows = [["figure", "ours", "peer", "ratio", "goal", "", "rounds"]]
        for figure in figures {
            rows.append([
                figure.name,
                "\(plain(figure.value)) \(figure.unit)",
                figure.peerValue.map { "\(plain($0)) \(figure.unit) (\(figure.peer ?? "peer"))" } ?? "",
                figure.ratio.map { "\(plain($0))×" } ?? "",
                figure.goalText,
                figure.isMet.map { $0 ? "met" : "NOT MET" } ?? "",
                String(figure.rounds),
            ])
        }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        var text = ""
        for (index, row) in rows.enumerated() {
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            text += cells.joined(separator: "  ") + "\n"
            if index == 0 { text += widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ") + "\n" }
        }
        for failure in failures { text += "failed: \(failure)\n" }
        return text
    }
}

func median(_ values: [Double]) -> Double {
    percentile(values, 0.5)
}

/// The value below which this share of the values lies.
func percentile(_ values: [Double], _ share: Double) -> Double {
    guard !values.isEmpty else { return .nan }
    let sorted = values.sorted()
    return sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
}

/// Three digits that count.
func plain(_ value: Double) -> String {
    switch abs(value) {
    case 100...: String(Int(value.rounded()))
    case 10...: String((value * 10).rounded() / 10)
    default: String((value * 100).rounded() / 100)
    }
}

/// Where results and what the measurements leave behind are kept.
struct OutputFolder: Sendable {
    let path: String

    init(_ path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func write(_ bytes: Data, _ name: String) throws {
        try bytes.write(to: URL(fileURLWithPath: file(name)))
    }
}
