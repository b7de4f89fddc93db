import Synchronization

/// The process's instruments by name and labels; asking again for the same one returns the same one.
package final class Metrics: Sendable {
    enum Instrument: Sendable {
        case counter(Counter)
        case gauge(Gauge)
        case reading(@Sendable () -> Double?)
        case histogram(Histogram)

        var kind: String {
            switch self {
            case .counter: "counter"
            case .gauge, .reading: "gauge"
            case .histogram: "histogram"
            }
        }
    }

    struct Family: Sendable {
        let help: String
        let kind: String
        var members: [[Label]: Instrument] = [:]
    }

    struct Label: Sendable, Hashable, Comparable {
        let name: String
        let value: String

        static func < (left: Label, right: Label) -> Bool { left.name < right.name }
    }

    private let families = Mutex<[String: Family]>([:])

    package init() {}

    package func counter(_ name: String, help: String = "", labels: [String: String] = [:]) -> Counter {
        let found = register(name, help, labels) { .counter(Counter()) }
        if case .counter(let counter) = found { return counter }
        return Counter()
    }

    package func gauge(_ name: String, help: String = "", labels: [String: String] = [:]) -> Gauge {
        let found = register(name, help, labels) { .gauge(Gauge()) }
        if case .gauge(let gauge) = found { return gauge }
        return Gauge()
    }

    /// A gauge that is read at scrape time; nil leaves the line out.
    ///
    /// A second registration replaces the first.
    package func gauge(
        _ name: String,
        help: String = "",
        labels: [String: String] = [:],
        read: @escaping @Sendable () -> Double?
    ) {
        let key = Self.labels(labels)
        families.withLock { families in
            var family = families[name] ?? Family(help: help, kind: "gauge")
            family.members[key] = .reading(read)
            families[name] = family
        }
    }

    package func histogram(
        _ name: String,
        help: String = "",
        labels: [String: String] = [:],
        bounds: [Double] = Histogram.latencySeconds
    ) -> Histogram {
        let found = register(name, help, labels) { .histogram(Histogram(bounds: bounds)) }
        if case .histogram(let histogram) = found { return histogram }
        return Histogram(bounds: bounds)
    }

    /// Everything in Prometheus' text format, version 0.0.4.
    package func prometheusText() -> String {
        PrometheusText.write(families.withLock { $0 })
    }

    /// A name already taken by another kind keeps its kind: the newcomer counts unseen instead of stopping the process.
    private func register(
        _ name: String,
        _ help: String,
        _ labels: [String: String],
        make: () -> Instrument
    ) -> Instrument {
        let key = Self.labels(labels)
        return families.withLock { families in
            if let found = families[name]?.members[key] { return found }
            let made = make()
            var family = families[name] ?? Family(help: help, kind: made.kind)
            guard family.kind == made.kind else { return made }
            family.members[key] = made
            families[name] = family
            return made
        }
    }

    private static func labels(_ labels: [String: String]) -> [Label] {
        labels.map { Label(name: $0.key, value: $0.value) }.sorted()
    }
}
