import Foundation

/// The parts of a sealed value: which algorithm, which key, and the nonce with the cipher text and its tag.
struct SealingEnvelope {
    let algorithm: String
    let keyID: String
    let body: Data

    init(algorithm: String, keyID: String, body: Data) {
        self.algorithm = algorithm
        self.keyID = keyID
        self.body = body
    }

    /// Reads the text form, `v1.<key id>.<base64url>`.
    init?(text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, Self.isVersion(parts[0].utf8), Self.isKeyID(parts[1].utf8),
            let body = Data(base64URL: parts[2]), !body.isEmpty
        else { return nil }
        self.init(algorithm: String(parts[0]), keyID: String(parts[1]), body: body)
    }

    /// Reads the binary form, `v1.<key id>.` and then the bytes as they are.
    init?(bytes: Data) {
        let dot = UInt8(ascii: ".")
        guard let first = bytes.prefix(8).firstIndex(of: dot) else { return nil }
        let rest = bytes[bytes.index(after: first)...]
        guard let second = rest.prefix(Self.longestKeyID + 1).firstIndex(of: dot) else { return nil }
        let version = bytes[..<first]
        let keyID = rest[..<second]
        guard Self.isVersion(version), Self.isKeyID(keyID) else { return nil }
        self.init(
            algorithm: String(decoding: version, as: UTF8.self),
            keyID: String(decoding: keyID, as: UTF8.self),
            body: Data(rest[rest.index(after: second)...])
        )
    }

    var text: String { "\(algorithm).\(keyID).\(body.base64URL)" }
    var bytes: Data { Data("\(algorithm).\(keyID).".utf8) + body }

    static let longestKeyID = 32

    static func isKeyID(_ text: some Collection<UInt8>) -> Bool {
        (1...longestKeyID).contains(text.count)
            && text.allSatisfy {
                switch $0 {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default:
                    false
                }
            }
    }

    private static func isVersion(_ text: some Collection<UInt8>) -> Bool {
        (2...6).contains(text.count) && text.first == UInt8(ascii: "v")
            && text.dropFirst().allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
