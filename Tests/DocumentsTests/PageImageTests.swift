import Foundation
import Testing

@testable import Documents

@Suite("Pages are drawn from the layout")
struct PageImageTests {
    static let width = 1080

    /// The shipped template with values that fill lines, a name of rare characters and one of whole sentences.
    private static func long() throws -> (ContractTemplateDocument, [String: String]) {
        let template = try ShippedContract.template()
        var values = ShippedContract.values(of: template)
        values["employeeName"] = "欧阳靐龘𠮷"
        values["position"] = "Senior Engineer（后端方向）"
        values["duties"] = String(repeating: "负责合同签署平台的设计、开发与维护，并对其质量负责。\n", count: 32)
        return (template, values)
    }

    private func expectAlike(_ contract: ComposedContract, _ pages: PageSketches) async throws {
        #expect(pages.count == contract.pages)
        let theirs = try await PageRenderer().pngs(of: contract.pdf, pages: 1...contract.pages, width: Self.width)
        for (place, their) in theirs.enumerated() {
            let our = try pages.png(of: place + 1, width: Self.width)
            #expect(our.count < 65_000)
            let likeness = PageLikeness(try GreyPage(png: our), try GreyPage(png: their))
            #expect(likeness.isAlike, "page \(place + 1): \(likeness)")
        }
    }

    @Test func `and look as poppler shows the PDF`() async throws {
        let template = try ShippedContract.template()
        let (contract, pages) = try ContractComposer().compose(
            sketching: template,
            values: ShippedContract.values(of: template)
        )
        try await expectAlike(contract, pages)
    }

    @Test func `also with long values and rare characters`() async throws {
        let (template, values) = try Self.long()
        let (contract, pages) = try ContractComposer().compose(sketching: template, values: values)
        #expect(contract.pages > 4)
        try await expectAlike(contract, pages)
    }

    @Test func `and a page that lacks a line, or shows it elsewhere, looks otherwise`() throws {
        let template = try ShippedContract.template()
        let values = ShippedContract.values(of: template)
        let (_, pages) = try ContractComposer().compose(sketching: template, values: values)
        let whole = try GreyPage(png: pages.png(of: 2, width: Self.width))
        let lines = Set(pages.pages[1].glyphs.map(\.y)).sorted()
        // The heading, some of the text, and the number of the page.
        for line in stride(from: 0, to: lines.count, by: 8).map({ lines[$0] }) + lines.suffix(1) {
            var lacking = pages
            lacking.pages[1].glyphs.removeAll { $0.y == line }
            let likeness = PageLikeness(whole, try GreyPage(png: lacking.png(of: 2, width: Self.width)))
            #expect(!likeness.isAlike, "line at \(line): \(likeness)")
        }
        var moved = pages
        moved.pages[1].glyphs = pages.pages[1].glyphs.map { glyph in
            PageSketches.Glyph(
                x: glyph.x,
                y: glyph.y + (glyph.y == lines[3] ? 2048 : 0),
                number: glyph.number,
                face: glyph.face,
                darkness: glyph.darkness
            )
        }
        #expect(!PageLikeness(whole, try GreyPage(png: moved.png(of: 2, width: Self.width))).isAlike)
    }

    @Test func `and show greys as greys, whoever draws them`() throws {
        let palette = PagePalette.shared
        func isGrey(_ place: UInt8) -> Bool { Set(palette.bytes.dropFirst(Int(place) * 3).prefix(3)).count == 1 }
        #expect((0...255).allSatisfy { isGrey(palette.place(ofGrey: $0)) })
        let greys = Data((0...255).flatMap { [UInt8](repeating: UInt8($0), count: 3) })
        let row = try #require(palette.indexes(of: PagePicture(width: 256, height: 1, pixels: greys)))
        #expect(row.dropFirst().allSatisfy { isGrey($0 >> 4) && isGrey($0 & 15) })
    }

    @Test func `once more, to the same bytes, and none that is not there`() throws {
        let template = try ShippedContract.template()
        let values = ShippedContract.values(of: template)
        let (contract, pages) = try ContractComposer().compose(sketching: template, values: values)
        let (_, again) = try ContractComposer().compose(sketching: template, values: values)
        for page in 1...contract.pages {
            #expect(try pages.png(of: page, width: Self.width) == again.png(of: page, width: Self.width))
        }
        for page in [0, contract.pages + 1] {
            #expect(throws: DocumentProblem.self) { try pages.png(of: page, width: Self.width) }
        }
    }

    @Test func `and a revision changes those of its signer's fields and no others`() async throws {
        let template = try ShippedContract.template()
        let values = ShippedContract.values(of: template)
        let (contract, pages) = try ContractComposer().compose(sketching: template, values: values)
        let signers = try SignedContract.shared.get().signers
        let employee = SampleContract.employeeRequest(ShippedContract.employeeValues)
        var enterprise = SampleContract.enterpriseRequest()
        enterprise.fieldValues = ShippedContract.enterpriseValues
        let signed = try signers.sign(contract.pdf, employee)
        let complete = try signers.sign(signed, enterprise)
        let all = 1...contract.pages
        let before = try await PageRenderer().pngs(of: contract.pdf, pages: all, width: Self.width)
        let between = try await PageRenderer().pngs(of: signed, pages: all, width: Self.width)
        let after = try await PageRenderer().pngs(of: complete, pages: all, width: Self.width)
        func changed(by party: ControlParty) -> Set<Int> {
            Set(contract.placed.filter { $0.filledBy == party }.map { $0.page + 1 })
        }
        #expect(changed(by: .employee) == [3, 4])
        #expect(changed(by: .enterprise) == Set(all))
        for page in all {
            #expect((before[page - 1] != between[page - 1]) == changed(by: .employee).contains(page))
            #expect((between[page - 1] != after[page - 1]) == changed(by: .enterprise).contains(page))
            guard !changed(by: .employee).contains(page) else { continue }
            let kept = try GreyPage(png: pages.png(of: page, width: Self.width))
            let likeness = PageLikeness(kept, try GreyPage(png: between[page - 1]))
            #expect(likeness.isAlike, "page \(page): \(likeness)")
        }
    }
}
