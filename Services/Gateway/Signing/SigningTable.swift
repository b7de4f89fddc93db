import HTTPTypes
import Web

extension Signing {
    static func table(_ pages: PageTemplates) -> [Entry] {
        [
            .json(
                .post,
                "/handwritten-signatures",
                "Keep a drawn signature",
                status: .created,
                use: keepHandwriting
            ),
            .json(
                .get,
                "/handwritten-signatures",
                "One's own drawn signatures",
                use: handwriting,
                pages: [.worker(WorkerSignaturesPage(pages: pages).show)]
            ),
            .file(
                "/handwritten-signatures/{id}/image",
                "A drawn signature",
                type: "image/png",
                use: handwritingImage
            ),
            .json(
                .get,
                "/seals",
                "The enterprise's seals",
                use: seals,
                pages: [.employer(SealsPage(pages: pages).show)]
            ),
            .file("/seals/{id}/image", "A seal's picture", type: "image/png", use: sealImage),
            .json(
                .post,
                "/contracts/{id}/willingness",
                "Send the signer a code",
                status: .created,
                use: requestWillingness
            ),
            .json(.post, "/contracts/{id}/signature", "Sign", use: sign),
            .page(
                "/contracts/{id}/signed",
                .employer(SignedPage(pages: pages).show),
                .worker(WorkerSignedPage(pages: pages).show, needs: .verifiedPerson)
            ),
        ]
    }
}
