package import Foundation

/// Looks for what must appear nowhere in plain.
package struct SecretSearch: Sendable {
    /// A secret that stands somewhere in plain.
    package struct Find: Sendable, CustomStringConvertible {
        package let secret: UsedSecrets.Secret
        package let place: String
        /// What stands around it.
        package let surroundings: String

        package var description: String { "\(secret.kind.rawValue) in \(place): …\(surroundings)…" }
    }

    private let secrets: [(secret: UsedSecrets.Secret, forms: [Data])]

    package init(_ secrets: [UsedSecrets.Secret]) {
        self.secrets = secrets.map { ($0, Self.forms(of: $0)) }
    }

    /// The first place of each secret in these bytes.
    func finds(in bytes: Data, named place: String) -> [Find] {
        secrets.compactMap { secret, forms in
            for form in forms {
                var start = bytes.startIndex
                while let range = bytes.range(of: form, in: start..<bytes.endIndex) {
                    if secret.kind != .code || Self.standsAlone(range, in: bytes) {
                        let from = max(bytes.startIndex, range.lowerBound - 60)
                        let to = min(bytes.endIndex, range.upperBound + 40)
                        let surroundings = String(decoding: bytes[from..<to], as: UTF8.self)
                        return Find(secret: secret, place: place, surroundings: surroundings)
                    }
                    start = range.upperBound
                }
            }
            return nil
        }
    }

    /// As it is, as the digits of its bytes (so a dump shows binary columns), and as base64 at each of three places.
    private static func forms(of secret: UsedSecrets.Secret) -> [Data] {
        let plain = Data(secret.text.utf8)
        guard secret.kind != .code else { return [plain] }
        let digits = plain.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let coded = (0..<3).map { offset in
            let text = (Data(count: offset) + plain).base64EncodedString().filter { $0 != "=" }
            let isCut = (offset + plain.count) % 3 != 0
            return Data(text.dropFirst([0, 2, 3][offset]).dropLast(isCut ? 1 : 0).utf8)
        }
        // The alphabet of base64url differs in two letters.
        let inHeaders = coded.map { Data($0.map { $0 == 0x2B ? 0x2D : $0 == 0x2F ? 0x5F : $0 }) }
        return [plain, Data(digits.utf8)] + coded + inHeaders.filter { !coded.contains($0) }
    }

    /// Every find in the files below a folder, and how many files there are.
    package func finds(below folder: URL) async throws -> (finds: [Find], files: Int) {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { name in
            let file = folder.appending(path: name)
            return (try? file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true
        }
        // One pass for all secrets says which files deserve a closer look.
        let patterns = FileManager.default.temporaryDirectory.appending(path: "patterns-\(UUID().uuidString)")
        try secrets.flatMap(\.forms).reduce(Data()) { $0 + $1 + [0x0A] }.write(to: patterns)
        defer { try? FileManager.default.removeItem(at: patterns) }
        let verdict = try await OutsideTool.run(
            ["grep", "-r", "-l", "-a", "-F", "-f", patterns.path, folder.path],
            environment: ["LC_ALL": "C"]
        )
        guard verdict.status <= 1 else { throw WaitedInVain("grep to read \(folder.path): \(verdict.output)") }
        let suspects = verdict.output.split(separator: "\n").map(String.init)
        let found = try suspects.flatMap { path in
            finds(in: try Data(contentsOf: URL(fileURLWithPath: path)), named: path)
        }
        return (found, names.count)
    }

    /// Six digits are found by chance inside times, digests and ciphers; a code that leaked stands by itself.
    private static func standsAlone(_ range: Range<Data.Index>, in bytes: Data) -> Bool {
        let before = range.lowerBound > bytes.startIndex ? bytes[range.lowerBound - 1] : 0x20
        let after = range.upperBound < bytes.endIndex ? bytes[range.upperBound] : 0x20
        return ![before, after].contains { byte in
            isAlphanumeric(byte) || [0x2B, 0x2D, 0x2E, 0x2F, 0x3D, 0x5F].contains(byte)
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
