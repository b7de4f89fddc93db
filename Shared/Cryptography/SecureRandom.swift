package import Foundation

/// Random values nobody can predict, from the kernel's generator.
package enum SecureRandom {
    package static func bytes(_ count: Int) -> Data {
        // The standard library's system generator reads getrandom(2) on Linux, so there is no failure to pass on.
        var generator = SystemRandomNumberGenerator()
        var bytes = Data(capacity: count + 8)
        while bytes.count < count {
            withUnsafeBytes(of: generator.next()) { bytes.append(contentsOf: $0) }
        }
        return bytes.prefix(count)
    }

    /// Decimal digits, each of the ten equally likely, such as a one-time code.
    package static func digits(_ count: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return String((0..<max(0, count)).map { _ in Character(String(Int.random(in: 0...9, using: &generator))) })
    }

    /// A bearer token: 256 random bits as 43 base64url characters.
    package static func token() -> String {
        bytes(32).base64URL
    }
}
