import Foundation
import Testing

@testable import Documents

@Suite("Somebody changes a signed contract")
struct TamperingTests {
    private func contract() throws -> SignedContract { try SignedContract.shared.get() }

    /// Our verifier's reasons for each signature of a document.
    private func reasons(_ pdf: Data) throws -> [String?] {
        try DocumentVerifier.examine(pdf).map {
            if case .forbidden(let reason) = $0.changesAfter { reason } else { nil }
        }
    }

    /// Both judges that know about changes must refuse: pyHanko and ours.
    private func expectRefused(_ pdf: Data, because reason: String) throws {
        let found = try reasons(pdf)
        #expect(found.contains { $0?.contains(reason) == true }, "\(found)")
        let opinions = try contract().opinions(pdf)
        #expect(opinions.contains { !$0.bottomLine }, "\(opinions)")
    }

    @Test func `replacing the employee's value is refused`() throws {
        let tampered = try SignedContract.tamper(contract().complete) { form, update in
            let field = try #require(form.fields["address"])
            var entries = field.entries
            entries["V"] = .text("别处")
            update.replace(field.id, with: PDFObject(.dictionary(entries)))
        }
        try expectRefused(tampered, because: "field address is locked")
    }

    @Test func `replacing the employee's value together with the enterprise's signature is refused`() throws {
        let contract = try contract()
        let tampered = try SignedContract.tamper(contract.byEmployee) { form, update in
            let field = try #require(form.fields["address"])
            var entries = field.entries
            entries["V"] = .text("别处")
            update.replace(field.id, with: PDFObject(.dictionary(entries)))
        }
        let signed = try contract.signers.sign(tampered, SampleContract.enterpriseRequest())
        #expect(try reasons(signed) == ["field address is locked", nil])
        #expect(try contract.opinions(signed).first?.bottomLine == false)
    }

    @Test func `drawing a locked field anew is refused`() throws {
        let tampered = try SignedContract.tamper(contract().complete) { form, update in
            let field = try #require(form.fields["address"])
            let id = try #require(form.file.resolve(field.entries["AP"]).dictionary?["N"]?.referencedID)
            var object = form.file.object(id)
            object.stream = Data("q Q".utf8)
            object.value = .dictionary((object.value.dictionary ?? [:]).filter { $0.key != "Filter" })
            update.replace(id, with: object)
        }
        #expect(try reasons(tampered).allSatisfy { $0 == "field address is locked" })
    }

    @Test func `changing a page is refused`() throws {
        let tampered = try SignedContract.tamper(contract().complete) { form, update in
            let page = try form.file.pages()[0]
            var entries = try #require(form.file.resolve(page).dictionary)
            entries["Contents"] = update.add(PDFObject(.dictionary([:]), stream: Data("0 0 500 500 re f".utf8)))
            update.replace(try #require(page.referencedID), with: PDFObject(.dictionary(entries)))
        }
        try expectRefused(tampered, because: "page 1 /Contents")
    }

    @Test func `changing what a page shows without touching the page is refused`() throws {
        let tampered = try SignedContract.tamper(contract().complete) { form, update in
            let page = try form.file.pages()[0]
            let entries = try #require(form.file.resolve(page).dictionary)
            let id = try #require(entries["Contents"]?.referencedID)
            update.replace(id, with: PDFObject(.dictionary([:]), stream: Data("0 0 500 500 re f".utf8)))
        }
        try expectRefused(tampered, because: "page 1 /Contents changed")
    }

    @Test func `laying an annotation over a page is refused`() throws {
        let tampered = try SignedContract.tamper(contract().complete) { form, update in
            let page = try form.file.pages()[1]
            var entries = try #require(form.file.resolve(page).dictionary)
            let note = update.add(
                PDFObject(
                    .dictionary([
                        "Type": .name("Annot"), "Subtype": .name("FreeText"), "Contents": .text("工资减半"),
                        "Rect": .rectangle(PageRect(x: 100, y: 400, width: 200, height: 30)),
                    ])
                )
            )
            entries["Annots"] = .array((form.file.resolve(entries["Annots"]).array ?? []) + [note])
            update.replace(try #require(page.referencedID), with: PDFObject(.dictionary(entries)))
        }
        try expectRefused(tampered, because: "page 2 /Annots grew")
    }

    @Test(arguments: ["Rect", "MK", "F"])
    func `moving or restyling a button is refused`(key: String) throws {
        let tampered = try SignedContract.tamper(contract().complete) { form, update in
            let field = try #require(form.fields["CrossPageSeal-1-1-3"])
            var entries = field.entries
            entries[key] = key == "F" ? .integer(2) : .rectangle(PageRect(x: 0, y: 0, width: 10, height: 10))
            update.replace(field.id, with: PDFObject(.dictionary(entries)))
        }
        try expectRefused(tampered, because: "field CrossPageSeal-1-1-3 /\(key)")
    }

    @Test func `a script in the catalog is refused`() throws {
        let tampered = try SignedContract.tamper(contract().complete) { form, update in
            var catalog = form.catalog
            catalog["OpenAction"] = .dictionary(["S": .name("JavaScript"), "JS": .text("app.alert(1)")])
            update.replace(form.catalogID, with: PDFObject(.dictionary(catalog)))
        }
        try expectRefused(tampered, because: "catalog /OpenAction")
    }

    @Test func `a second certification is refused`() throws {
        let contract = try contract()
        var request = SampleContract.enterpriseRequest()
        request.certify = true
        #expect(throws: DocumentProblem.self) { try contract.signers.sign(contract.byEmployee, request) }
    }

    @Test func `a flipped byte is caught by everyone`() throws {
        let contract = try contract()
        var flipped = contract.complete
        let text = try #require(flipped.range(of: Data("/SuiyueKind /phone".utf8)))
        flipped[text.lowerBound + 15] ^= 0x01
        let found = try? DocumentVerifier.examine(flipped)
        let genuine = try DocumentVerifier.examine(contract.complete)
        #expect(found?.map(\.coveredDigest) != genuine.map(\.coveredDigest))
        let judge = try Judge()
        let verdict = try judge.run("pdfsig", "-nocert", judge.write(flipped, "contract.pdf"))
        #expect(!verdict.output.contains("Signature is Valid"))
        #expect(try contract.opinions(flipped).allSatisfy { !$0.bottomLine })
    }

    @Test func `bytes after the last revision are refused`() throws {
        let found = try DocumentVerifier.examine(contract().complete + Data("\nhello".utf8))
        #expect(found.last?.coversWholeDocument == false)
        #expect(found.last?.changesAfter == .forbidden(reason: "bytes after the signed revision"))
    }

    @Test func `a byte range that leaves out more than the signature is refused`() throws {
        var pdf = try contract().complete
        let mark = try #require(pdf.range(of: Data("/ByteRange [0 ".utf8), options: .backwards))
        let digits = pdf[mark.upperBound...].prefix(10)
        let start = try #require(Int(String(decoding: digits, as: UTF8.self).trimmingCharacters(in: .whitespaces)))
        let wider = String(start - 100).padding(toLength: 10, withPad: " ", startingAt: 0)
        pdf.replaceSubrange(mark.upperBound..<mark.upperBound + 10, with: Data(wider.utf8))
        let found = try reasons(pdf)
        #expect(found.contains("the byte range leaves out more than the signature"), "\(found)")
    }

    @Test func `filling in a field nobody has locked yet is permitted`() throws {
        let tampered = try SignedContract.tamper(contract().byEmployee) { form, update in
            let field = try #require(form.fields["handler"])
            var entries = field.entries
            entries["V"] = .text("测试丙")
            update.replace(field.id, with: PDFObject(.dictionary(entries)))
        }
        #expect(try DocumentVerifier.examine(tampered).map(\.changesAfter) == [.permitted])
    }

    @Test func `a document without signatures has none, and no document is none`() throws {
        #expect(try DocumentVerifier.examine(contract().composed.pdf).isEmpty)
        #expect(throws: DocumentProblem(.empty)) { try DocumentVerifier.examine(Data()) }
        #expect(throws: DocumentProblem(.notPDF)) { try DocumentVerifier.examine(Data("text".utf8)) }
    }
}
