import Foundation
import Testing

@testable import Documents

@Suite("What a revision adds is laid over the images of its pages")
struct RevisionPictureTests {
    private static let width = PageImageTests.width

    /// The images of a contract's pages as they were drawn from its layout, and the document with both signatures.
    private struct Signed {
        let images: [Data]
        let employee: (before: Data, request: SigningRevision.Request, after: Data)
        let enterprise: (before: Data, request: SigningRevision.Request, after: Data)

        init() throws {
            let template = try ShippedContract.template()
            let values = ShippedContract.values(of: template)
            let (contract, pages) = try ContractComposer().compose(sketching: template, values: values)
            images = try (1...contract.pages).map { try pages.png(of: $0, width: RevisionPictureTests.width) }
            let signers = try SignedContract.shared.get().signers
            let worker = SampleContract.employeeRequest(ShippedContract.employeeValues)
            var handler = SampleContract.enterpriseRequest()
            handler.fieldValues = ShippedContract.enterpriseValues
            let signed = try signers.sign(contract.pdf, worker)
            employee = (contract.pdf, worker, signed)
            enterprise = (signed, handler, try signers.sign(signed, handler))
        }
    }

    private func picture(
        of step: (before: Data, request: SigningRevision.Request, after: Data)
    ) throws -> RevisionPicture {
        try #require(try SigningRevision.picture(on: step.before, step.request, width: Self.width))
    }

    /// Lays a picture over images, and compares each page that it changes with poppler's.
    private func lay(_ picture: RevisionPicture, over images: [Data], _ pdf: Data) async throws -> [Data] {
        var images = images
        let theirs = try await PageRenderer().pngs(of: pdf, pages: 1...images.count, width: Self.width)
        for page in picture.pages {
            let before = images[page - 1]
            let laid = try #require(try picture.laid(over: before, page: page))
            #expect(laid != before)
            #expect(laid.count < 65_000)
            images[page - 1] = laid
            let their = try GreyPage(png: theirs[page - 1])
            let likeness = PageLikeness(try GreyPage(png: laid), their)
            #expect(likeness.isAlike, "page \(page): \(likeness)")
            #expect(!PageLikeness(try GreyPage(png: before), their).isAlike, "page \(page) as it was")
        }
        return images
    }

    @Test func `and looks as poppler shows the signed PDF, after the one and after the other`() async throws {
        let signed = try Signed()
        let byEmployee = try picture(of: signed.employee)
        #expect(byEmployee.pages == [3, 4])
        let images = try await lay(byEmployee, over: signed.images, signed.employee.after)
        let byEnterprise = try picture(of: signed.enterprise)
        #expect(byEnterprise.pages == Set(1...images.count))
        _ = try await lay(byEnterprise, over: images, signed.enterprise.after)
    }

    @Test func `and is small, and whole when it is read back`() throws {
        let signed = try Signed()
        let picture = try picture(of: signed.enterprise)
        let written = try JSONEncoder().encode(picture)
        #expect(written.count < 60_000)
        #expect(try JSONDecoder().decode(RevisionPicture.self, from: written) == picture)
    }

    @Test func `but not over an image of another width, of other colours, or over none`() throws {
        let signed = try Signed()
        let picture = try picture(of: signed.employee)
        let narrow = try SigningRevision.picture(on: signed.employee.before, signed.employee.request, width: 540)
        #expect(try narrow?.laid(over: signed.images[2], page: 3) == nil)
        #expect(try picture.laid(over: SampleContract.handwriting, page: 3) == nil)
        #expect(try picture.laid(over: Data("no image".utf8), page: 3) == nil)
        #expect(try picture.laid(over: signed.images[2].dropLast(20), page: 3) == nil)
        // A page that it does not change stays as it is.
        #expect(try picture.laid(over: signed.images[0], page: 1) == signed.images[0])
    }

    @Test func `and there is none of a picture of several colours`() throws {
        let signed = try Signed()
        var request = signed.employee.request
        request.appearance = .handwriting(png: try HandwritingTests.colourful())
        #expect(try SigningRevision.picture(on: signed.employee.before, request, width: Self.width) == nil)
    }
}
