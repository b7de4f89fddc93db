import Foundation
import Testing

@testable import Documents

@Suite("Contracts are set in cut faces")
struct FaceTests {
    @Test func `a contract is small before it is signed and after`() throws {
        let sample = try SignedContract.shared.get()
        #expect(sample.composed.pdf.count <= 150_000)
        #expect(sample.complete.count <= 200_000)
        let template = try ShippedContract.template()
        let shipped = try ContractComposer().compose(.text(template), values: ShippedContract.values(of: template))
        #expect(shipped.pages == 4)
        #expect(shipped.pdf.count <= 150_000)
        let employee = SampleContract.employeeRequest(ShippedContract.employeeValues)
        var enterprise = SampleContract.enterpriseRequest()
        enterprise.fieldValues = ShippedContract.enterpriseValues
        let complete = try sample.signers.sign(sample.signers.sign(shipped.pdf, employee), enterprise)
        #expect(complete.count <= 200_000)
    }

    @Test func `the faces are cut on this machine`() {
        #expect(CutFaces.shared.problem == nil)
        #expect(CutFaces.shared.families(of: .serif) == "Cut Noto Serif CJK SC,Noto Serif CJK SC")
    }

    @Test func `the pages are the same as in whole faces, to the last place`() throws {
        let judge = try Judge()
        let cut = try judge.write(drawn(SampleContract.values, .shared), "cut.pdf")
        let whole = try judge.write(drawn(SampleContract.values, .none), "whole.pdf")
        #expect(try places(judge, cut) == places(judge, whole))
    }

    @Test(arguments: ["测试𠮷", "龘㙦", "欧阳靐", "麤甲"])
    func `a rare character is drawn, stands in the text and moves nothing`(name: String) throws {
        var values = SampleContract.values
        values["employee"] = name
        let judge = try Judge()
        let composed = try ContractComposer().compose(.text(SampleContract.template), values: values)
        let cut = try judge.write(composed.pdf, "cut.pdf")
        let whole = try judge.write(drawn(values, .none), "whole.pdf")
        #expect(try judge.run("pdftotext", cut, "-").output.contains(name))
        #expect(try places(judge, cut) == places(judge, whole))
        // Two fonts of one name are the common characters' and the rare ones'; all are embedded.
        let fonts = try judge.run("pdffonts", cut).output
        #expect(fonts.components(separatedBy: "NotoSerifCJKsc-Regular").count == 3, "\(fonts)")
        #expect(!fonts.contains(" no "), "\(fonts)")
    }

    @Test func `where no face can be cut, texts are set in the whole ones and the reason is told`() throws {
        let faces = CutFaces(in: "/no-such-folder")
        #expect(faces.problem?.contains("Noto Serif CJK SC: cannot be written") == true)
        #expect(faces.families(of: .serif) == "Noto Serif CJK SC")
        let judge = try Judge()
        let file = try judge.write(drawn(SampleContract.values, faces), "whole.pdf")
        #expect(try judge.run("pdftotext", file, "-").output.contains("示例科技有限公司"))
    }

    @Test func `a layout table keeps one language beside the default, and a broken one stays as it is`() {
        let table = Data([0, 1, 0, 0, 0, 10, 0, 0, 0, 0, 0, 1] + Array("hani".utf8) + [0, 8])
        let languages = Data([0, 16, 0, 2] + Array("JAN ".utf8) + [0, 20] + Array("ZHS ".utf8) + [0, 24])
        let kept = Data([0, 16, 0, 1] + Array("ZHS ".utf8) + [0, 24] + Array("ZHS ".utf8) + [0, 24])
        #expect(ScriptList.keeping("ZHS ", in: table + languages) == table + kept)
        #expect(ScriptList.keeping("KOR ", in: table + languages)[21] == 0)
        #expect(ScriptList.keeping("ZHS ", in: table) == table)
        #expect(ScriptList.keeping("ZHS ", in: Data()) == Data())
    }

    private func drawn(_ values: [String: String], _ faces: CutFaces) throws -> Data {
        try FlowLayout(SampleContract.template, values: values, typesetter: Typesetter(faces)).drawn()
    }

    /// Every word with where it stands, in the order of the pages.
    private func places(_ judge: Judge, _ file: String) throws -> [String] {
        let lines = try judge.run("pdftotext", "-bbox", file, "-").output.split(separator: "\n").map(String.init)
        let words = lines.filter { $0.contains("<word") }
        try #require(!words.isEmpty)
        return words
    }
}
