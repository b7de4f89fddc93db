import Cryptography
import Foundation
import Identifiers
import Messages
import Postgres

/// A chain hangs on a flow, and this one is not there or not for the acting side.
struct EvidenceWithoutFlow: Error, CustomStringConvertible {
    var description: String { "evidence belongs to a flow, and there is none to be seen" }
}

extension Transaction {
    /// Adds a step to a contract's chain and returns the new link, which stands for everything so far.
    @discardableResult
    func addEvidence(_ entry: EvidenceEntry, to contract: ContractID) async throws -> Data {
        // One at a time: two that read the same last link would fork the chain. The lock needs a statement of its own,
        // so that the next one sees what its former holder has added.
        let found = try await pipeline([
            "SELECT contract_id FROM flows WHERE contract_id = \(contract) FOR UPDATE", Self.lastLink(of: contract),
        ])
        guard found.first?.first != nil else { throw EvidenceWithoutFlow() }
        let next = try nextEvidence(entry, after: found.last?.first)
        try add(
            into: "evidence",
            [
                "contract_id": "\(contract)", "position": "\(next.position)", "kind": "\(entry.kind)",
                "entry": "\(next.bytes)", "algorithm": "\(EvidenceChain.algorithm)", "link": "\(next.link)",
                "at": "\(entry.at)",
            ]
        )
        return next.link
    }

    /// What a step would be in a contract's chain as it stands: its place, its bytes and its link.
    func nextEvidence(
        _ entry: EvidenceEntry,
        of contract: ContractID
    ) async throws -> (position: Int, bytes: Data, link: Data) {
        try nextEvidence(entry, after: try await one(Self.lastLink(of: contract)))
    }

    private static func lastLink(of contract: ContractID) -> SQL {
        "SELECT position, link FROM evidence WHERE contract_id = \(contract) ORDER BY position DESC LIMIT 1"
    }

    private func nextEvidence(
        _ entry: EvidenceEntry,
        after last: Row?
    ) throws -> (position: Int, bytes: Data, link: Data) {
        let previous: Data = try last?.get("link") ?? EvidenceChain.origin
        let position: Int = try last?.get("position") ?? 0
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        let bytes = try encoder.encode(entry)
        return (position + 1, bytes, EvidenceChain.link(previous: previous, entry: bytes))
    }

    func insertCertificate(
        _ certificate: Certificate,
        contract: ContractID,
        role: PartyRole,
        evidence: Data,
        now: Date
    ) async throws {
        try add(
            into: "certificates",
            [
                "serial": "\(certificate.serialHex)", "contract_id": "\(contract)", "role": "\(role)",
                "subject": "\(certificate.subjectCommonName ?? "")", "algorithm": "\(SignatureAlgorithms.current.id)",
                "certificate": "\(certificate.der)", "evidence_digest": "\(evidence)", "issued_at": "\(now)",
                "not_after": "\(certificate.notAfter)",
            ]
        )
    }

    func revokedCertificates() async throws -> [RevokedCertificate] {
        try await query("SELECT serial, revoked_at FROM certificates WHERE revoked_at IS NOT NULL").map { row in
            RevokedCertificate(serialHex: try row.get("serial"), revokedAt: try row.get("revoked_at"))
        }
    }
}
