import Foundation
import JourneyDriver
import Testing

@Suite(.needsPlatform, .serialized)
struct `Files handed in for verification` {
    @Test func `that are no sound PDF are refused with the reason, and none is kept`() async throws {
        let stack = try await Stage.shared.stack()
        let folder = try ScratchFolder()
        let contract = try await signedContract()
        let plain = try folder.write(Data(Self.plainPDF().utf8), "plain.pdf")
        for arguments in [
            ["--encrypt", "secret", "owner", "256", "--", plain, folder.directory.appending(path: "locked.pdf").path],
            ["--static-id", plain, folder.directory.appending(path: "sound.pdf").path],
        ] {
            let made = try await OutsideTool.run(["qpdf"] + arguments)
            try #require(made.status == 0 || made.status == 3, "\(made.output)")
        }
        for (name, bytes, code) in [
            ("nothing", Data(), "documents.empty"),
            ("text", Data("这不是 PDF，只是改了名的文本。".utf8), "documents.not-a-pdf"),
            ("truncated", contract.prefix(contract.count / 2), "documents.damaged"),
            ("encrypted", try folder.read("locked.pdf"), "documents.encrypted"),
            ("with JavaScript", Data(Self.plainPDF(script: true).utf8), "documents.active-content"),
        ] {
            let answer = try await upload(bytes, to: stack.platform)
            expectRefusal(answer, 422, code)
            #expect(!answer.json["valid"].isTrue, "\(name)")
        }
        let unsigned = try await upload(try folder.read("sound.pdf"), to: stack.platform).require(200).json
        #expect(unsigned["valid"] == false)
        #expect(unsigned["signatures"] == [])
        let large = try await upload(Data(count: 13 << 20), to: stack.platform)
        #expect(large.status == 413)
        #expect(isChinese(large.detail))
        #expect(try uploadsKept(by: stack).isEmpty)
    }

    @Test func `that were changed after signing are called invalid`() async throws {
        let platform = try await Stage.shared.platform()
        let contract = try await signedContract()
        #expect(try await upload(contract, to: platform).require(200).json["valid"].isTrue)
        for place in [1_200, contract.count / 3, contract.count * 2 / 3] {
            var flipped = contract
            flipped[flipped.startIndex + place] ^= 0x20
            let answer = try await upload(flipped, to: platform)
            #expect(!answer.json["valid"].isTrue, "byte \(place)")
            #expect(answer.status == 200 || answer.status == 422, "byte \(place)")
        }
        let extended = contract + Data("\n% added afterwards\n".utf8)
        #expect(try await !upload(extended, to: platform).json["valid"].isTrue)
    }

    /// What is left in the object store of files that were handed in.
    private func uploadsKept(by stack: Stack) throws -> [String] {
        let folder = stack.local.appending(path: "objects/upload")
        return try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { name in
            let file = folder.appending(path: name)
            return try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
        }
    }

    private func upload(_ bytes: Data, to platform: Platform) async throws -> Answer {
        try await platform.send(.post, "verifications", bytes: bytes, type: "application/pdf")
    }

    private func signedContract() async throws -> Data {
        let employer = try await Stage.shared.employer()
        let employee = try #require(try await Stage.shared.employees().first)
        let template = try await employer.publicTemplate()
        let draft = try #require(try await employer.draft(template, for: [employee.id], name: "验签用合同").first)
        try await employer.launch(draft.id)
        try await employer.awaitTurn(draft)
        try await employer.sign(draft, of: template)
        try await wait(for: "the signature to stand in the contract") {
            try await employer.contract(draft.id)["parties"].items.contains { $0["status"].text == "signed" }
        }
        return try await employer.download(draft.id)
    }

    /// A page without anything on it; the offsets are left to the reader to find.
    private static func plainPDF(script: Bool = false) -> String {
        let action = script ? "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>" : ""
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R \(action) >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>",
        ]
        var text = "%PDF-1.7\n"
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(text.utf8.count)
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = text.utf8.count
        text += "xref\n0 4\n0000000000 65535 f \n"
        for offset in offsets {
            let digits = String(offset)
            text += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
        }
        return text + "trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    }
}
