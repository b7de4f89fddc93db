import Foundation

/// The findings in Prometheus' text format, under the names that kafka-lag-exporter and KMinion use, so that existing
/// boards show them, and under our own for what those do not have.
enum LagMetrics {
    static func text(_ findings: Findings, now: Date = Date()) -> String {
        var text = family("suiyue_broker_up", "Whether the broker answered the last look")
        text += line("suiyue_broker_up", [], findings.brokerProblem == nil && findings.measuredAt != nil ? 1 : 0)
        // Numbers of a broker that does not answer are not today's numbers.
        if findings.brokerProblem == nil {
            text += groups(findings.places, now)
            text += topics(findings.places, now)
            text += partitions(findings.places)
            text += family("suiyue_dead_letters", "Messages put aside that nobody has dealt with")
            for box in findings.deadLetters {
                text += line("suiyue_dead_letters", [("service", box.service)], Double(box.count))
            }
        }
        text += family("suiyue_outbox_depth", "Events not yet sent")
        for box in findings.outboxes {
            text += line("suiyue_outbox_depth", [("service", box.service)], box.depth)
        }
        text += family("suiyue_outbox_oldest_seconds", "Age of the oldest unsent event")
        for box in findings.outboxes {
            text += line("suiyue_outbox_oldest_seconds", [("service", box.service)], box.oldestSeconds)
        }
        return text
    }

    private static func groups(_ places: [Findings.Place], _ now: Date) -> String {
        var text = family("kafka_consumergroup_group_lag", "Records not yet done")
        for place in places { text += line("kafka_consumergroup_group_lag", labels(place), Double(place.lag)) }
        text += family("kafka_consumergroup_group_lag_seconds", "Age of the oldest record not yet done")
        for place in places {
            guard let age = place.oldestSeconds(at: now) else { continue }
            text += line("kafka_consumergroup_group_lag_seconds", labels(place), age)
        }
        return text
    }

    private static func topics(_ places: [Findings.Place], _ now: Date) -> String {
        let summaries = TopicSummary.all(places, now)
        var text = ""
        func add(_ name: String, _ help: String, _ value: (TopicSummary) -> Double?) {
            text += family(name, help)
            for summary in summaries {
                guard let value = value(summary) else { continue }
                text += line(name, [("group", summary.group), ("topic", summary.topic)], value)
            }
        }
        add("kafka_consumergroup_group_topic_sum_lag", "Records not yet done") { Double($0.lag) }
        add("suiyue_lag_oldest_seconds", "Age of the oldest record not yet done") { $0.oldestSeconds }
        add("suiyue_lag_lost", "Partitions in which the broker dropped unread records") { Double($0.count(.lost)) }
        text += family("kminion_kafka_consumer_group_topic_lag", "Records not yet done")
        for summary in summaries {
            let labels = [("group_id", summary.group), ("topic_name", summary.topic)]
            text += line("kminion_kafka_consumer_group_topic_lag", labels, Double(summary.lag))
        }
        text += family("suiyue_lag_partitions", "Partitions by status")
        for summary in summaries {
            for status in LagStatus.allCases {
                let labels = [("group", summary.group), ("topic", summary.topic), ("status", status.rawValue)]
                text += line("suiyue_lag_partitions", labels, Double(summary.count(status)))
            }
        }
        return text
    }

    private static func partitions(_ places: [Findings.Place]) -> String {
        var seen: Set<String> = []
        let unique = places.filter { seen.insert("\($0.topic) \($0.partition)").inserted }
        var text = family("kafka_partition_latest_offset", "Offset the next record will have")
        for place in unique { text += line("kafka_partition_latest_offset", partition(place), Double(place.high)) }
        text += family("kafka_partition_earliest_offset", "Offset of the oldest record kept")
        for place in unique { text += line("kafka_partition_earliest_offset", partition(place), Double(place.low)) }
        return text
    }

    private static func labels(_ place: Findings.Place) -> [(String, String)] {
        [("group", place.group)] + partition(place)
    }

    private static func partition(_ place: Findings.Place) -> [(String, String)] {
        [("topic", place.topic), ("partition", String(place.partition))]
    }

    private static func family(_ name: String, _ help: String) -> String {
        "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
    }

    /// Names of groups and topics have no character that would need an escape.
    private static func line(_ name: String, _ labels: [(String, String)], _ value: Double) -> String {
        let inside = labels.map { "\($0.0)=\"\($0.1)\"" }.joined(separator: ",")
        let number = value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
        return inside.isEmpty ? "\(name) \(number)\n" : "\(name){\(inside)} \(number)\n"
    }
}
