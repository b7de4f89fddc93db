import Cryptography
import Documents
import Foundation
import Synchronization

/// The signed list of the revoked certificates, kept for whoever asks; signed when there is another, or none so young.
final class SignedRevocations: Sendable {
    /// In seconds, from when it was signed.
    static let keptFor: TimeInterval = 60
    static let lifetime: TimeInterval = 7 * 86_400

    private struct List {
        let revoked: Set<RevokedCertificate>
        let signedAt: Date
        let bytes: Data
    }

    private let last = Mutex<List?>(nil)

    /// The list that is kept; nil when one has to be signed.
    func kept(_ revoked: [RevokedCertificate], now: Date) -> Data? {
        guard let list = last.withLock({ $0 }), list.revoked == Set(revoked),
            (0..<Self.keptFor).contains(now.timeIntervalSince(list.signedAt))
        else { return nil }
        return list.bytes
    }

    /// The list in DER, signed aside of what signers wait for.
    func list(_ revoked: [RevokedCertificate], by authority: CertificateAuthority, now: Date) async throws -> Data {
        if let kept = kept(revoked, now: now) { return kept }
        let bytes = try await DocumentLane.runAside {
            try authority.revocationList(revoked: revoked, now: now, nextUpdate: now.addingTimeInterval(Self.lifetime))
        }
        last.withLock { $0 = List(revoked: Set(revoked), signedAt: now, bytes: bytes) }
        return bytes
    }
}
