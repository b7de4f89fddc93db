import Foundation

/// A group's partitions of one topic taken together.
struct TopicSummary {
    let group: String
    let topic: String
    let lag: Int64
    /// Nil when no partition's age is known.
    let oldestSeconds: Double?
    private let statuses: [LagStatus: Int]

    func count(_ status: LagStatus) -> Int { statuses[status, default: 0] }

    static func all(_ places: [Findings.Place], _ now: Date) -> [TopicSummary] {
        var order: [String] = []
        var parts: [String: [Findings.Place]] = [:]
        for place in places {
            let name = "\(place.group) \(place.topic)"
            if parts[name] == nil { order.append(name) }
            parts[name, default: []].append(place)
        }
        return order.compactMap { name in parts[name].flatMap { TopicSummary($0, now) } }
    }

    private init?(_ places: [Findings.Place], _ now: Date) {
        guard let first = places.first else { return nil }
        group = first.group
        topic = first.topic
        lag = places.reduce(0) { $0 + $1.lag }
        oldestSeconds = places.compactMap { $0.oldestSeconds(at: now) }.max()
        statuses = places.reduce(into: [:]) { $0[$1.status, default: 0] += 1 }
    }
}
