import Foundation

/// One of the addresses in `KAFKA_BROKERS`.
struct BrokerPlace: Equatable, CustomStringConvertible {
    let host: String
    let port: UInt16

    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// The addresses of a list, those that are none left out; without a port it is Kafka's own.
    static func all(in list: String) -> [BrokerPlace] {
        list.split(separator: ",").compactMap { item in
            var text = item.trimmingCharacters(in: .whitespaces)
            if let scheme = text.range(of: "://") { text = String(text[scheme.upperBound...]) }
            guard let colon = text.lastIndex(of: ":"), !text.hasSuffix("]") else {
                return text.isEmpty ? nil : BrokerPlace(host: unbracketed(text), port: 9092)
            }
            let host = unbracketed(String(text[..<colon]))
            guard !host.isEmpty, let port = UInt16(text[text.index(after: colon)...]) else { return nil }
            return BrokerPlace(host: host, port: port)
        }
    }

    private static func unbracketed(_ text: String) -> String {
        text.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    }
}
