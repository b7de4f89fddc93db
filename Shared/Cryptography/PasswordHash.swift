import COpenSSL
import Foundation

/// Slow, salted password hashes (scrypt, 16 MiB, about 0.2 s), computed on threads of their own.
package enum PasswordHash {
    /// A well-formed hash of no password: verify against it when an account is unknown, so that both answers take as long.
    package static let decoy = ScryptHash(
        parameters: .current,
        salt: SecureRandom.bytes(16),
        value: SecureRandom.bytes(32)
    ).text

    /// Hashes a password into the PHC form `$scrypt$ln=14,r=8,p=5$<salt>$<hash>`.
    package static func make(_ password: String) async throws(CryptographyError) -> String {
        let salt = SecureRandom.bytes(16)
        let value = await HashingThreads.shared.run {
            ScryptHash.Parameters.current.derive(from: password, salt: salt, length: 32)
        }
        guard let value else { throw CryptographyError(.passwordHashFailed) }
        return ScryptHash(parameters: .current, salt: salt, value: value).text
    }

    /// Tells whether the password made the hash; a malformed hash matches no password.
    package static func verify(_ password: String, against hash: String) async -> Bool {
        guard let stored = ScryptHash(text: hash) else { return false }
        let value = await HashingThreads.shared.run {
            stored.parameters.derive(from: password, salt: stored.salt, length: stored.value.count)
        }
        guard let value else { return false }
        return constantTimeEqual(value, stored.value)
    }
}

/// A scrypt hash in the PHC string form.
struct ScryptHash {
    struct Parameters: Equatable {
        /// The binary logarithm of scrypt's N.
        let logN: Int
        let r: Int
        let p: Int

        static let current = Parameters(logN: 14, r: 8, p: 5)
    }

    let parameters: Parameters
    let salt: Data
    let value: Data

    init(parameters: Parameters, salt: Data, value: Data) {
        self.parameters = parameters
        self.salt = salt
        self.value = value
    }

    init?(text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt", let parameters = Parameters(text: parts[2]),
            let salt = Data(base64Encoded: Self.padded(parts[3])), (8...64).contains(salt.count),
            let value = Data(base64Encoded: Self.padded(parts[4])), (16...64).contains(value.count)
        else { return nil }
        self.init(parameters: parameters, salt: salt, value: value)
    }

    var text: String {
        let numbers = "ln=\(parameters.logN),r=\(parameters.r),p=\(parameters.p)"
        return "$scrypt$\(numbers)$\(Self.unpadded(salt))$\(Self.unpadded(value))"
    }

    private static func unpadded(_ bytes: Data) -> String {
        bytes.base64EncodedString().replacingOccurrences(of: "=", with: "")
    }

    private static func padded(_ text: Substring) -> String {
        text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    }
}

extension ScryptHash.Parameters {
    /// Reads `ln=14,r=8,p=5`, within bounds that keep one computation below 260 MiB.
    init?(text: Substring) {
        let fields = text.split(separator: ",", omittingEmptySubsequences: false)
        let names = ["ln=", "r=", "p="]
        guard fields.count == names.count, zip(fields, names).allSatisfy({ $0.hasPrefix($1) }) else { return nil }
        let numbers = zip(fields, names).compactMap { Int($0.dropFirst($1.count)) }
        guard numbers.count == names.count, (10...17).contains(numbers[0]), (1...16).contains(numbers[1]),
            (1...16).contains(numbers[2])
        else { return nil }
        self.init(logN: numbers[0], r: numbers[1], p: numbers[2])
    }

    func derive(from password: String, salt: Data, length: Int) -> Data? {
        // One password typed on two keyboards may arrive composed differently: NFKC as NIST SP 800-63B advises.
        let password = Data(password.precomposedStringWithCompatibilityMapping.utf8)
        // The default limit of 32 MiB refuses N = 2^15 and more.
        let memoryLimit = UInt64(128 * r) * (UInt64(1) << UInt64(logN)) + UInt64(128 * r * p) + (UInt64(1) << 20)
        var value = Data(count: length)
        let made = value.withUnsafeMutableBytes { output in
            password.withUnsafeBytes { password in
                salt.withBytes { saltBytes in
                    EVP_PBE_scrypt(
                        password.bindMemory(to: CChar.self).baseAddress,
                        password.count,
                        saltBytes,
                        salt.count,
                        UInt64(1) << UInt64(logN),
                        UInt64(r),
                        UInt64(p),
                        memoryLimit,
                        output.bytePointer,
                        length
                    )
                }
            }
        }
        ERR_clear_error()
        return made == 1 ? value : nil
    }
}
