import Foundation
import Operations

/// What one listener counts, by message type.
struct ListenerMeters: Sendable {
    enum Outcome: String {
        case handled
        case repeated
        case refused
        case failed
        case expired
        case skipped
        case deadLettered = "dead-lettered"
    }

    let metrics: Metrics
    /// The consumer group, such as `contracts.commands`.
    let listener: String

    /// `type`: a type this service has a route for; foreign ones are counted as `unknown`, since anyone can make up
    /// names.
    func count(_ outcome: Outcome, type: String?) {
        metrics.counter(
            "suiyue_messages_total",
            help: "Messages by what became of them",
            labels: ["listener": listener, "type": type ?? "unknown", "outcome": outcome.rawValue]
        ).increment()
    }

    func observe(_ duration: Duration, type: String) {
        metrics.histogram(
            "suiyue_handler_seconds",
            help: "Time from taking a message to its commit",
            labels: ["listener": listener, "type": type]
        ).observe(duration)
    }

    var underWay: Gauge {
        metrics.gauge("suiyue_messages_in_flight", help: "Messages being handled", labels: ["listener": listener])
    }

    func processed(_ timestamp: Date) {
        metrics.gauge(
            "suiyue_consumer_age_seconds",
            help: "How old the last message was when it was done",
            labels: ["listener": listener]
        ).set(max(0, Date().timeIntervalSince(timestamp)))
    }

    /// A request was answered although events it named had not been handled in time.
    func gaveUpWaiting(_ type: String) {
        metrics.counter(
            "suiyue_waits_given_up_total",
            help: "Requests answered before the events they named were handled",
            labels: ["listener": listener, "type": type]
        ).increment()
    }

    func lost(_ count: Int64) {
        metrics.counter(
            "suiyue_records_lost_total",
            help: "Records the broker dropped before they were read",
            labels: ["listener": listener]
        ).increment(by: Double(count))
    }
}
