import Foundation
import HTTPTypes
import Messages
import Web

/// Judging signed documents, open to everybody, and what they are judged by.
enum DocumentCheck {
    static let mostBytes = 10 << 20

    static func table(_ pages: PageTemplates) -> [Entry] {
        let page = VerifyPage(pages: pages)
        return [
            .upload("/verifications", "Judge the signatures of a PDF", .anyone, use: verify),
            .open(.get, "/verify", use: page.show),
            .open(.post, "/verify", body: .pdf, isGuarded: true, use: page.act),
            .file("/ca/root.pem", "The trust anchor", type: "application/x-pem-file", .anyone, use: root),
            .file("/ca/crl.der", "Revoked certificates", type: "application/pkix-crl", .anyone, use: revocationList),
            // The same files under the addresses that certificates and people name.
            .open(.get, "/ca/root.pem", use: root),
            .open(.get, "/ca/crl.der", use: revocationList),
        ]
    }

    static func verify(_ visit: Visit) async throws -> DocumentVerdict {
        let bytes = visit.file?.bytes ?? Data()
        guard !bytes.isEmpty else { throw refusal("documents.empty") }
        guard bytes.count <= mostBytes else { throw Refusal("documents.too-large", .tooLarge) }
        guard bytes.starts(with: Data("%PDF-".utf8)) else { throw refusal("documents.not-a-pdf") }
        let reply = try await visit.parts.store.withUpload(bytes) { reference in
            try await visit.ask(VerifyDocument(upload: reference), patience: .seconds(15))
        }
        return DocumentVerdict(valid: reply.valid, signatures: reply.signatures.map { .init($0, visit.wording) })
    }

    static func root(_ visit: Visit) async throws -> Answer {
        let anchor = try await visit.ask(GetTrustAnchor())
        return publicFile(Data(anchor.rootPEM.utf8), "application/x-pem-file", "root.pem")
    }

    static func revocationList(_ visit: Visit) async throws -> Answer {
        publicFile(try await visit.ask(GetTrustAnchor()).revocationList, "application/pkix-crl", "crl.der")
    }

    private static func publicFile(_ bytes: Data, _ type: String, _ name: String) -> Answer {
        var answer = Answer.download(bytes, type: type, name: name)
        answer.headers[.cacheControl] = "public, max-age=300"
        return answer
    }

    private static func refusal(_ code: String) -> Refusal {
        .invalid(code, fields: ["file": code])
    }
}

struct DocumentVerdict: Codable, Sendable {
    struct Signature: Codable, Sendable {
        let signer: String
        let role: PartyRole?
        let signedAt: Date?
        let intact: Bool
        let trusted: Bool
        let timestamped: Bool
        let coversDocument: Bool
        /// Stable code of the first problem, and its words.
        let problem: String?
        let message: String?

        init(_ finding: SignatureFinding, _ wording: Wording) {
            signer = finding.signer
            role = finding.role
            signedAt = finding.signedAt
            intact = finding.intact
            trusted = finding.trusted
            timestamped = finding.timestamped
            coversDocument = finding.coversDocument
            problem = finding.problem
            message = finding.problem.map { wording.sentence($0) }
        }
    }

    let valid: Bool
    let signatures: [Signature]
}
