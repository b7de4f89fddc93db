import Foundation

/// Prometheus' text exposition format, version 0.0.4.
enum PrometheusText {
    static func write(_ families: [String: Metrics.Family]) -> String {
        var text = ""
        for (name, family) in families.sorted(by: { $0.key < $1.key }) {
            if !family.help.isEmpty { text += "# HELP \(name) \(escape(family.help))\n" }
            text += "# TYPE \(name) \(family.kind)\n"
            let members = family.members.map { (labels: render($0.key), instrument: $0.value) }
            for member in members.sorted(by: { $0.labels < $1.labels }) {
                text += lines(name, member.labels, member.instrument)
            }
        }
        return text
    }

    private static func lines(_ name: String, _ labels: String, _ instrument: Metrics.Instrument) -> String {
        switch instrument {
        case .counter(let counter): return "\(name)\(braces(labels)) \(number(counter.value))\n"
        case .gauge(let gauge): return "\(name)\(braces(labels)) \(number(gauge.value))\n"
        case .reading(let read):
            guard let value = read() else { return "" }
            return "\(name)\(braces(labels)) \(number(value))\n"
        case .histogram(let histogram):
            let state = histogram.read
            var text = ""
            var below = 0
            let lead = labels.isEmpty ? "" : labels + ","
            for (bound, count) in zip(histogram.bounds, state.counts) {
                below += count
                text += "\(name)_bucket{\(lead)le=\"\(number(bound))\"} \(below)\n"
            }
            text += "\(name)_bucket{\(lead)le=\"+Inf\"} \(state.total)\n"
            text += "\(name)_sum\(braces(labels)) \(number(state.sum))\n"
            text += "\(name)_count\(braces(labels)) \(state.total)\n"
            return text
        }
    }

    private static func render(_ labels: [Metrics.Label]) -> String {
        labels.map { "\($0.name)=\"\(escape($0.value).replacingOccurrences(of: "\"", with: "\\\""))\"" }
            .joined(separator: ",")
    }

    private static func braces(_ labels: String) -> String {
        labels.isEmpty ? "" : "{\(labels)}"
    }

    private static func escape(_ text: String) -> String {
        text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\n", with: "\\n")
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }
}
