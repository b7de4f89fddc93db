import HTTPTypes
import Messages
import Web

/// Pages that are open to everybody.
enum PublicPages {
    static func endpoints(_ pages: PageTemplates) -> [Endpoint] {
        let verify = VerifyPage(pages: pages)
        let agreements = AgreementPages(pages: pages)
        return [
            .page(.get, "/verify", .anyone, use: verify.show),
            .page(.post, "/verify", .anyone, body: .pdf, isGuarded: true, use: verify.act),
            .page(.get, "/agreements/{name}", .anyone, use: agreements.show),
            // The same files as below /api/v1, under the addresses that certificates and people name.
            .page(.get, "/ca/root.pem", .anyone, use: DocumentCheck.root),
            .page(.get, "/ca/crl.der", .anyone, use: DocumentCheck.revocationList),
        ]
    }
}
