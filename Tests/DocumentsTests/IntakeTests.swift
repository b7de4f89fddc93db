import Foundation
import Testing

@testable import Documents

@Suite("Somebody uploads a file as a template")
struct IntakeTests {
    private let intake = DocumentIntake()

    private func expect(_ code: DocumentProblem.Code, for upload: Data, _ intake: DocumentIntake? = nil) async {
        await #expect {
            try await (intake ?? self.intake).accept(upload)
        } throws: {
            ($0 as? DocumentProblem)?.code == code
        }
    }

    @Test func `a plain document is accepted and becomes one plain revision`() async throws {
        let accepted = try await intake.accept(SamplePDF.make(pages: 3))
        #expect(accepted.pageSizes == Array(repeating: PageSize(width: 595, height: 842), count: 3))
        #expect(accepted.pdf.starts(with: Data("%PDF-1.".utf8)))
        let text = String(decoding: accepted.pdf, as: Unicode.ASCII.self)
        #expect(text.components(separatedBy: "startxref").count == 2)
    }

    @Test func `what is no document is refused`() async {
        await expect(.empty, for: Data())
        await expect(.notPDF, for: Data("这是一份合同".utf8))
        await expect(.damaged, for: Data("%PDF-1.7\nnothing but a header".utf8))
        await expect(.damaged, for: SamplePDF.make().prefix(400))
    }

    @Test func `too many bytes or pages are refused`() async {
        await expect(.tooLarge, for: SamplePDF.make(), DocumentIntake(maxBytes: 100))
        await expect(.tooManyPages, for: SamplePDF.make(pages: 4), DocumentIntake(maxPages: 3))
    }

    @Test func `encryption is refused, with and without a password to open`() async throws {
        let judge = try Judge()
        let plain = try judge.write(SamplePDF.make(), "plain.pdf")
        try judge.run("qpdf", "--encrypt", "secret", "owner", "256", "--", plain, "locked.pdf")
        try judge.run("qpdf", "--encrypt", "", "owner", "256", "--", plain, "open.pdf")
        await expect(.encrypted, for: try judge.read("locked.pdf"))
        await expect(.encrypted, for: try judge.read("open.pdf"))
    }

    static let active: [(String, Data)] = [
        ("a script when opened", SamplePDF.make(catalog: "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>")),
        ("a script with a disguised name", SamplePDF.make(catalog: "/OpenAction << /S /J#61vaScript >>")),
        ("scripts by name", SamplePDF.make(catalog: "/Names << /JavaScript << /Names [] >> >>")),
        ("an additional action", SamplePDF.make(page: "/MediaBox [0 0 9 9] /AA << /O << /S /GoTo >> >>")),
        (
            "a launch action",
            SamplePDF.make(
                page: "/MediaBox [0 0 99 99] /Annots [100 0 R]",
                objects: [
                    "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /Launch /F (calc.exe) >> >>"
                ]
            )
        ),
        (
            "a link that is a script",
            SamplePDF.make(
                page: "/MediaBox [0 0 99 99] /Annots [100 0 R]",
                objects: [
                    "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (Java\\nScript:x) >> >>"
                ]
            )
        ),
        (
            "an XFA form",
            SamplePDF.make(catalog: "/AcroForm << /Fields [] /XFA (data) >>")
        ),
        (
            "rich media",
            SamplePDF.make(
                page: "/MediaBox [0 0 99 99] /Annots [100 0 R]",
                objects: ["<< /Type /Annot /Subtype /RichMedia /Rect [0 0 9 9] >>"]
            )
        ),
    ]

    @Test(arguments: active) func `a document that does something is refused`(name: String, upload: Data) async throws {
        await expect(.activeContent, for: upload)
        // The same hidden in a compressed object stream.
        let judge = try Judge()
        let plain = try judge.write(upload, "plain.pdf")
        try judge.run("qpdf", "--object-streams=generate", plain, "hidden.pdf")
        await expect(.activeContent, for: try judge.read("hidden.pdf"))
    }

    @Test(arguments: active) func `nor is it looked at for signatures`(name: String, upload: Data) async throws {
        await #expect { try await DocumentVerifier().examineUntrusted(upload) } throws: {
            ($0 as? DocumentProblem)?.code == .activeContent
        }
    }

    @Test func `a document that carries files is refused`() async {
        await expect(.embeddedFiles, for: SamplePDF.make(catalog: "/Names << /EmbeddedFiles << /Names [] >> >>"))
        await expect(
            .embeddedFiles,
            for: SamplePDF.make(
                page: "/MediaBox [0 0 99 99] /Annots [100 0 R]",
                objects: ["<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] >>"]
            )
        )
    }

    @Test func `a signed document is refused`() async throws {
        await expect(.alreadySigned, for: try SignedContract.shared.get().byEmployee)
    }

    @Test func `a plain opening place and plain links are dropped, not refused`() async throws {
        let accepted = try await intake.accept(
            SamplePDF.make(
                catalog: "/OpenAction [1000 0 R /Fit]",
                page: "/MediaBox [0 0 300 400] /Annots [100 0 R]",
                objects: [
                    "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.com) >> >>"
                ]
            )
        )
        let text = String(decoding: accepted.pdf, as: UTF8.self)
        #expect(!text.contains("/OpenAction"))
        #expect(!text.contains("/Annots"))
    }

    @Test func `rotated pages are turned upright and crop boxes kept`() async throws {
        let rotated = try await intake.accept(SamplePDF.make(page: "/MediaBox [0 0 595 842] /Rotate 90"))
        #expect(rotated.pageSizes == [PageSize(width: 842, height: 595)])
        let cropped = try await intake.accept(
            SamplePDF.make(page: "/MediaBox [-10 -10 600 850] /CropBox [20 30 520 730]")
        )
        #expect(cropped.pageSizes == [PageSize(width: 500, height: 700)])
    }

    @Test func `a filled form is kept as ink, not as a form`() async throws {
        let upload = SamplePDF.make(
            catalog: "/AcroForm << /Fields [100 0 R] >>",
            page: "/MediaBox [0 0 300 300] /Annots [100 0 R]",
            objects: [
                "<< /Type /Annot /Subtype /Widget /FT /Tx /T (x) /V (Filled) /Rect [50 50 150 80] /F 4 "
                    + "/AP << /N 101 0 R >> >>",
                "<< /Type /XObject /Subtype /Form /BBox [0 0 100 30] /Resources << /Font << /F1 3 0 R >> >> "
                    + "/Length 35 >>\nstream\nBT /F1 12 Tf 5 10 Td (Filled) Tj ET\nendstream",
            ]
        )
        let accepted = try await intake.accept(upload)
        let judge = try Judge()
        let verdict = try judge.run("pdftotext", judge.write(accepted.pdf, "flat.pdf"), "-")
        #expect(verdict.output.contains("Filled"))
        #expect(!String(decoding: accepted.pdf, as: UTF8.self).contains("/AcroForm"))
    }

    @Test func `a signed document from outside is examined in the worker`() async throws {
        let complete = try SignedContract.shared.get().complete
        let found = try await DocumentVerifier().examineUntrusted(complete)
        #expect(found == (try DocumentVerifier.examine(complete)))
        await #expect(throws: DocumentProblem(.notPDF)) {
            try await DocumentVerifier().examineUntrusted(Data("text".utf8))
        }
    }
}
