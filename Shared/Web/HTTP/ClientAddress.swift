import Foundation

/// Networks whose word about the client's address is believed.
package struct TrustedProxies: Sendable {
    private let networks: [Network]

    /// Reads addresses and networks such as `10.0.0.0/8` or `::1`; nil when one cannot be read.
    package init?(_ texts: [String]) {
        var networks: [Network] = []
        for text in texts {
            guard let network = Network(text) else { return nil }
            networks.append(network)
        }
        self.networks = networks
    }

    /// Nobody is believed.
    package static let none = TrustedProxies(networks: [])

    private init(networks: [Network]) {
        self.networks = networks
    }

    /// The client's address: the peer's own, or the last one that a trusted proxy did not add itself.
    func client(peer: String, forwardedFor: [String]) -> String {
        guard trusts(peer) else { return peer }
        let named = forwardedFor.flatMap { $0.split(separator: ",") }.map { $0.trimmingCharacters(in: .whitespaces) }
        var client = peer
        for address in named.reversed() {
            guard Network.bytes(address) != nil else { return client }
            client = address
            if !trusts(address) { return client }
        }
        return client
    }

    private func trusts(_ address: String) -> Bool {
        guard let bytes = Network.bytes(address) else { return false }
        return networks.contains { $0.contains(bytes) }
    }
}

/// An IPv4 or IPv6 network; IPv4 is held as its mapped IPv6 form.
struct Network: Sendable {
    private let bytes: [UInt8]
    private let prefix: Int

    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        guard let address = parts.first, let bytes = Self.bytes(address) else { return nil }
        let offset = address.contains(":") ? 0 : 96
        let length = parts.count > 1 ? Int(parts[1]).map { $0 + offset } : 128
        guard let length, (offset...128).contains(length) else { return nil }
        self.bytes = bytes
        self.prefix = length
    }

    func contains(_ other: [UInt8]) -> Bool {
        for index in 0..<16 {
            let bits = min(max(prefix - index * 8, 0), 8)
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> bits)
            if bytes[index] & mask != other[index] & mask { return false }
        }
        return true
    }

    /// The sixteen bytes of an address, or nil when the text is none.
    static func bytes(_ text: String) -> [UInt8]? {
        var six = in6_addr()
        if inet_pton(AF_INET6, text, &six) == 1 { return withUnsafeBytes(of: &six) { Array($0) } }
        var four = in_addr()
        guard inet_pton(AF_INET, text, &four) == 1 else { return nil }
        return Array(repeating: 0, count: 10) + [0xFF, 0xFF] + withUnsafeBytes(of: &four) { Array($0) }
    }

    /// What limits count by: the address, or for IPv6 the network a household is given.
    static func limitKey(_ address: String) -> String {
        guard address.contains(":"), let bytes = bytes(address), bytes[0..<10] != [0, 0, 0, 0, 0, 0, 0, 0, 0, 0] else {
            return address
        }
        return bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") + "::/64"
    }
}
