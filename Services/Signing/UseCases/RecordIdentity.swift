import Documents
import Foundation
import Identifiers
import Messages
import Messaging
import ObjectStore
import Postgres

extension SigningService {
    static let sealPixels = 720

    func recordMember(_ event: MemberJoined, in transaction: Transaction) async throws {
        try await transaction.save(event)
    }

    func recordPerson(_ event: PersonVerified, in transaction: Transaction) async throws {
        try await transaction.save(event)
    }

    /// Makes the official seal of an enterprise that proved who it is.
    func recordEnterprise(_ event: EnterpriseVerified, in transaction: Transaction) async throws {
        try await transaction.act(for: event.enterpriseID)
        try await transaction.save(event)
        let artwork = SealArtwork.official(enterpriseName: event.name)
        let png = try await DocumentLane.run { try artwork.png(pixels: Self.sealPixels) }
        try await transaction.insertOfficialSeal(
            of: event.enterpriseID,
            artwork: artwork,
            image: try await store.put(png, kind: .seal),
            now: now()
        )
    }
}
