/// The headers of one message: short text values by name, in the order written.
package struct KafkaHeaders: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    package private(set) var pairs: [Pair]

    /// One header.
    package struct Pair: Sendable, Equatable {
        package let name: String
        package let value: String
    }

    package init() {
        pairs = []
    }

    package init(dictionaryLiteral elements: (String, String)...) {
        pairs = elements.map { Pair(name: $0.0, value: $0.1) }
    }

    /// The last value written under `name`; setting nil removes it.
    package subscript(name: String) -> String? {
        get { pairs.last { $0.name == name }?.value }
        set {
            pairs.removeAll { $0.name == name }
            if let newValue {
                pairs.append(Pair(name: name, value: newValue))
            }
        }
    }

    /// Appends without looking for an older value of the same name.
    mutating func append(_ name: String, _ value: String) {
        pairs.append(Pair(name: name, value: value))
    }
}
