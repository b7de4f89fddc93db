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

    /// The official seal of an enterprise that proved who it is.
    struct DrawnSeal: Sendable {
        let artwork: SealArtwork
        let image: ObjectReference
    }

    func drawSeal(_ event: EnterpriseVerified, reading _: ShortReads) async throws -> DrawnSeal {
        let artwork = SealArtwork.official(enterpriseName: event.name)
        let png = try await DocumentLane.run { try artwork.png(pixels: Self.sealPixels) }
        return DrawnSeal(artwork: artwork, image: try await store.put(png, kind: .seal))
    }

    /// Keeps who an enterprise proved to be, and its official seal.
    func recordEnterprise(_ event: EnterpriseVerified, _ seal: DrawnSeal, in transaction: Transaction) async throws {
        try await transaction.act(for: event.enterpriseID)
        try await transaction.save(event)
        try await transaction.insertOfficialSeal(
            of: event.enterpriseID,
            artwork: seal.artwork,
            image: seal.image,
            now: now()
        )
    }
}
