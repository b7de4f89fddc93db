import Foundation
import Testing

@testable import Documents

@Suite("An enterprise composes a contract")
struct ComposingTests {
    private let composer = ContractComposer()

    private func text(of pdf: Data) throws -> String {
        let judge = try Judge()
        return try judge.run("pdftotext", "-layout", judge.write(pdf, "contract.pdf"), "-").output
    }

    @Test func `the initiator's values are real text in embedded fonts`() throws {
        let composed = try SignedContract.shared.get().composed
        let text = try text(of: composed.pdf).replacing(" ", with: "")
        for expected in [
            "示例科技有限公司", "测试甲", "440101199001010016", "12,500.50", "壹万贰仟伍佰元伍角整", "2026年3月1日", "固定期限",
            "第1页共3页", "第3页共3页",
        ] {
            #expect(text.contains(expected), "\(expected) is missing")
        }
        let judge = try Judge()
        let fonts = try judge.run("pdffonts", judge.write(composed.pdf, "contract.pdf")).output
        let rows = fonts.split(separator: "\n").dropFirst(2).filter { $0.contains("CID") }
        #expect(rows.count >= 2)
        #expect(rows.allSatisfy { $0.contains("yes yes yes") }, "\(fonts)")
    }

    @Test func `every signer's control has its place within the margins`() throws {
        let composed = try SignedContract.shared.get().composed
        #expect(composed.pages == 3)
        let keys = Set(composed.placed.map(\.key))
        #expect(keys.isSuperset(of: ["address", "remark", "handler", "EmployeeSignature", "EnterpriseSignatureDate"]))
        for control in composed.placed where control.kind != .crossPageSeal {
            #expect(control.rect.x >= PageFormat.margin - 0.1, "\(control.key)")
            let right = control.rect.x + control.rect.width
            #expect(right <= PageFormat.width - PageFormat.margin + 0.6, "\(control.key)")
            #expect(control.rect.y >= PageFormat.margin - 5, "\(control.key)")
            #expect(control.page < composed.pages)
        }
        let seal = composed.placed.first { $0.key == "EnterpriseSignature" }
        #expect(seal.map { abs($0.rect.width - 119.055) < 0.01 } == true)
    }

    @Test func `rare characters of names are set`() throws {
        var values = SampleContract.values
        values["employee"] = "㛃䶮𠮷𬭊𫖯赟翀喆"
        let composed = try composer.compose(.text(SampleContract.template), values: values)
        #expect(try text(of: composed.pdf).contains("㛃䶮𠮷𬭊𫖯赟翀喆"))
    }

    private func expect(
        _ code: DocumentProblem.Code,
        _ fields: [String],
        template: ContractTemplateDocument = SampleContract.template,
        _ change: (inout [String: String]) -> Void
    ) {
        var values = SampleContract.values
        change(&values)
        #expect {
            try composer.compose(.text(template), values: values)
        } throws: {
            ($0 as? DocumentProblem)?.code == code && ($0 as? DocumentProblem)?.fields == fields
        }
    }

    @Test func `a value that is missing, unfit or not the initiator's is named`() {
        expect(.valueMissing, ["wage"]) { $0["wage"] = nil }
        expect(.valueInvalid, ["wage"]) { $0["wage"] = "12,5" }
        expect(.valueInvalid, ["start"]) { $0["start"] = "2026-02-30" }
        expect(.valueInvalid, ["term"]) { $0["term"] = "forever" }
        expect(.valueInvalid, ["employee"]) { $0["employee"] = "甲\u{202E}乙" }
        expect(.fieldUnknown, ["address"]) { $0["address"] = "别处" }
        expect(.glyphMissing, ["position"]) { $0["position"] = "\u{1390B}\u{10A60}\u{1E900}" }
    }

    @Test func `a template with a loose placeholder or a control placed twice is refused`() {
        var loose = SampleContract.template
        loose.blocks.append(.paragraph("{{nobody}}"))
        expect(.templateInvalid, ["nobody"], template: loose) { _ in }
        var twice = SampleContract.template
        twice.blocks.append(.paragraph("{{address}}"))
        expect(.templateInvalid, ["address"], template: twice) { _ in }
        var torn = SampleContract.template
        torn.blocks.append(.paragraph("{{wage"))
        expect(.templateInvalid, [], template: torn) { _ in }
        torn.blocks[torn.blocks.count - 1] = .paragraph("工资{wage}}元")
        expect(.templateInvalid, [], template: torn) { _ in }
    }

    @Test(arguments: ["", "wage!", "甲", String(repeating: "a", count: 65)])
    func `a control with a malformed key is refused`(key: String) {
        var template = SampleContract.template
        template.controls.append(
            ControlDefinition(key: key, label: "备注", kind: .text, required: false, filledBy: .initiator)
        )
        expect(.templateInvalid, [key], template: template) { _ in }
    }

    @Test func `a template's own words are laid out once, and nobody's values are kept`() throws {
        let typesetter = Typesetter()
        let shape = TextLayout.Shape(font: FlowLayout.body, width: 200)
        let words = typesetter.fixed("第一条 示例", shape)
        #expect(typesetter.fixed("第一条 示例", shape) === words)
        #expect(typesetter.fixed("第一条 示例", TextLayout.Shape(font: FlowLayout.body, width: 100)) !== words)
        func drawn(_ employee: String) throws -> Data {
            var values = SampleContract.values
            values["employee"] = employee
            return try FlowLayout(SampleContract.template, values: values, typesetter: typesetter).drawn()
        }
        let first = try text(of: drawn("测试甲"))
        let kept = typesetter.fixedTexts
        let second = try text(of: drawn("示例丁"))
        #expect(first.contains("测试甲") && second == first.replacing("测试甲", with: "示例丁"))
        #expect(kept.count > 5 && typesetter.fixedTexts == kept)
        let values = SampleContract.values.values.filter { $0.count > 2 }
        #expect(!kept.contains { text in values.contains { text.contains($0) } })
    }

    @Test func `uploaded pages get values drawn, fields placed and both signatures`() async throws {
        let accepted = try await DocumentIntake().accept(
            SamplePDF.make(pages: 2, page: "/MediaBox [0 0 595 842] /CropBox [10 20 585 822]")
        )
        func control(_ key: String, _ kind: ControlKind, _ party: ControlParty, _ y: Double, page: Int = 0) -> Control {
            Control(
                key: key,
                label: key,
                kind: kind,
                page: page,
                rect: PageRect(x: 100, y: y, width: 200, height: kind == .seal ? 200 : 60),
                filledBy: party,
                required: true
            )
        }
        let layout = ContractLayout.pages(
            pdf: accepted.pdf,
            controls: [
                control("name", .text, .initiator, 600), control("note", .multiline, .employee, 500),
                control("sign", .signature, .employee, 400), control("stamp", .seal, .enterprise, 100),
                control("stamp2", .seal, .enterprise, 100, page: 1),
            ],
            crossPageSeal: true
        )
        let composed = try composer.compose(layout, values: ["name": "示例姓名"])
        #expect(try text(of: composed.pdf).contains("示例姓名"))
        let contract = try SignedContract.shared.get()
        let first = try contract.signers.sign(composed.pdf, SampleContract.employeeRequest(["note": "已阅"]))
        var sealing = SampleContract.enterpriseRequest()
        sealing.fieldValues = [:]
        let both = try contract.signers.sign(first, sealing)
        let form = try FilledForm(both)
        #expect(form.fields["stamp2"]?.entries["AP"] != nil)
        #expect(form.fields["CrossPageSeal-2-2-2"]?.entries["AP"] != nil)
        #expect(try contract.opinions(both).map(\.bottomLine) == [true, true])
        #expect(try DocumentVerifier.examine(both).map(\.changesAfter) == [.permitted, .none])
    }

    @Test func `a control outside its page is refused`() async throws {
        let accepted = try await DocumentIntake().accept(SamplePDF.make())
        let stray = Control(
            key: "x",
            label: "x",
            kind: .text,
            page: 0,
            rect: PageRect(x: 500, y: 0, width: 200, height: 20),
            filledBy: .employee,
            required: false
        )
        #expect {
            try composer.compose(.pages(pdf: accepted.pdf, controls: [stray], crossPageSeal: false), values: [:])
        } throws: {
            ($0 as? DocumentProblem)?.code == .templateInvalid
        }
    }

    @Test func `a party without a place on the pages signs unseen`() async throws {
        let accepted = try await DocumentIntake().accept(SamplePDF.make())
        let composed = try composer.compose(
            .pages(pdf: accepted.pdf, controls: [], crossPageSeal: true),
            values: [:]
        )
        #expect(composed.placed.isEmpty)
        let contract = try SignedContract.shared.get()
        let first = try contract.signers.sign(composed.pdf, SampleContract.employeeRequest([:]))
        var sealing = SampleContract.enterpriseRequest()
        sealing.fieldValues = [:]
        let both = try contract.signers.sign(first, sealing)
        #expect(try contract.opinions(both).map(\.bottomLine) == [true, true])
    }

    @Test(arguments: [
        ("0", "零元整"), ("1", "壹元整"), ("10", "壹拾元整"), ("6500.5", "陆仟伍佰元伍角整"), ("100050.05", "壹拾万零伍拾元零伍分"),
        ("100000000", "壹亿元整"), ("0.30", "叁角整"), ("1000001", "壹佰万零壹元整"), ("10203.45", "壹万零贰佰零叁元肆角伍分"),
    ])
    func `amounts are written in capitals`(amount: String, capitals: String) {
        #expect(CapitalAmount.text(amount) == capitals)
    }

    @Test func `an amount that is none has no capitals`() {
        #expect(CapitalAmount.text("-1") == nil)
        #expect(CapitalAmount.text("1.234") == nil)
    }
}

@Suite("A seal is drawn")
struct SealTests {
    @Test func `strips lose nothing and repeat the seal on long documents`() {
        #expect(CrossPageSeal(pages: 1).strips.isEmpty)
        for pages in [2, 3, 7, 20, 21, 41, 200] {
            let strips = CrossPageSeal(pages: pages).strips
            #expect(strips.map(\.page) == Array(0..<pages))
            var end = 0.0
            for strip in strips {
                #expect(strip.count >= 2 && strip.count <= 20)
                let bounds = strip.bounds(width: 119.055)
                #expect(bounds.start == (strip.index == 0 ? 0 : end))
                end = bounds.end
                if strip.index == strip.count - 1 { #expect(end == 119.055) }
                #expect(CrossPageSeal.strip(named: strip.fieldName) == strip)
            }
        }
    }

    @Test func `the picture is square and names of forty characters fit`() throws {
        let long = String(repeating: "示例企业名称甲乙丙丁", count: 4)
        let png = try SealArtwork.official(enterpriseName: long, code: "4401000000001").png(pixels: 300)
        #expect(png[16..<24].elementsEqual([0, 0, 1, 44, 0, 0, 1, 44]))
        #expect(throws: DocumentProblem.self) {
            try SealArtwork.official(enterpriseName: "").png(pixels: 300)
        }
    }

    @Test func `seals and signers' values bring no font of their own`() throws {
        let judge = try Judge()
        let complete = try SignedContract.shared.get().complete
        let fonts = try judge.run("pdffonts", judge.write(complete, "contract.pdf")).output
        let composed = try SignedContract.shared.get().composed.pdf
        #expect(try judge.run("pdffonts", judge.write(composed, "composed.pdf")).output == fonts)
    }
}
