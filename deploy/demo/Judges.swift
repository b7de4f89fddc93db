import Foundation
import JourneyDriver

/// Who says whether the contract is valid: the platform itself and, where installed, programs of others.
struct Judges {
    let platform: Platform
    let output: OutputFolder
    private var isValid = true

    init(platform: Platform, output: OutputFolder) {
        self.platform = platform
        self.output = output
    }

    /// True when every judge finds the PDF valid; leaves the PDF, the root certificate and the verification behind.
    mutating func judge(_ pdf: Data, steps: inout Steps) async throws -> Bool {
        let file = try output.write(pdf, "contract.pdf")
        let root = try await platform.get("ca/root.pem").require(200)
        try output.write(root.body, "root.pem")
        let verification = try await steps.step("平台验签：上传 PDF，不需登录") {
            try await platform.send(.post, "verifications", bytes: pdf, type: "application/pdf").require(200, 201).json
        }
        try output.write(Data(verification.indented.utf8), "verification.json")
        let signatures = verification["signatures"].items
        for signature in signatures {
            say("    签名人 \(signature["signer"].text ?? "")，时间 \(signature["signedAt"].text ?? "")")
        }
        accept("平台验签", verification["valid"].isTrue && signatures.count == 2)
        try await outside(
            "pdfsig",
            ["pdfsig", "-nocert", file],
            finds: { $0.components(separatedBy: "Signature is Valid").count == 3 }
        )
        try await outside("qpdf", ["qpdf", "--check", file], finds: { !$0.contains("WARNING") })
        try await outside("pdftotext", ["pdftotext", file, "-"], finds: { $0.contains("劳动合同") })
        return isValid
    }

    private mutating func outside(
        _ program: String,
        _ command: [String],
        finds: (String) -> Bool
    ) async throws {
        guard OutsideTool.isInstalled(program) else { return say("    \(program) 未安装，跳过") }
        let verdict = try await OutsideTool.run(command)
        accept(program, verdict.status == 0 && finds(verdict.output))
    }

    private mutating func accept(_ judge: String, _ verdict: Bool) {
        say("    \(judge)：\(verdict ? "有效" : "无效")")
        isValid = isValid && verdict
    }
}
