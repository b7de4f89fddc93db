/// A topic as it must exist before anyone writes to it or reads it.
package struct KafkaTopic: Sendable, Equatable {
    package let name: String
    package let partitions: Int32
    /// Broker properties of the topic, such as "retention.ms".
    package let configuration: [String: String]

    package init(name: String, partitions: Int32, configuration: [String: String] = [:]) {
        self.name = name
        self.partitions = partitions
        self.configuration = configuration
    }

    package init(name: String, partitions: Int32, retentionHours: Int) {
        self.init(
            name: name,
            partitions: partitions,
            configuration: ["retention.ms": String(retentionHours * 3_600_000), "cleanup.policy": "delete"]
        )
    }
}

extension Sequence where Element == String {
    /// A few names in full, the rest as a number: "a, b, c and 30 more".
    var few: String {
        let names = Array(self)
        let shown = names.prefix(3).joined(separator: ", ")
        return names.count > 3 ? "\(shown) and \(names.count - 3) more" : shown
    }
}
