import Documents
import Foundation
import Messages

/// What signing announced of a contract.
extension Contract {
    /// Notes a signature; false when the document is no newer than the one known.
    ///
    /// A signature announced again after a later one must not bring the older document back.
    mutating func record(_ signed: ContractSigned) {
        for index in parties.indices where parties[index].role == signed.role && parties[index].status == .waiting {
            parties[index].status = .signed
            parties[index].signedAt = signed.signedAt
        }
        guard signed.revision > revision else { return }
        document = signed.document
        revision = signed.revision
    }

    /// The pages that a signature changes, of which the first is 1: those of its signer's fields, and no others.
    ///
    /// Nil when it is not the next one after the document known, so that others have signed between.
    func pagesChanged(by signed: ContractSigned) -> Set<Int>? {
        guard signed.revision == revision + 1 else { return nil }
        return Set(placed.filter { $0.filledBy == ControlParty(signed.role) }.map { $0.page + 1 })
    }

    /// Notes how the signing ended; the first end is the one.
    mutating func end(
        as status: ContractStatus,
        by decliner: PartyRole? = nil,
        completedAt: Date? = nil,
        failure: String? = nil
    ) {
        guard self.status == .signing else { return }
        for index in parties.indices where parties[index].role == decliner {
            parties[index].status = .declined
            // Who has signed before may still decline; that they had stands in the evidence.
            parties[index].signedAt = nil
        }
        self.status = status
        self.completedAt = completedAt
        self.failure = failure
    }
}
