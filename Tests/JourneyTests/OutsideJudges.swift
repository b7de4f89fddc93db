import Foundation
import JourneyDriver
import Testing

/// Programs of others that judge a contract.
struct OutsideJudges {
    let folder: ScratchFolder
    private let root: String
    private let revoked: String

    init(_ platform: Platform) async throws {
        folder = try ScratchFolder()
        root = try folder.write(try await platform.get("ca/root.pem").require(200).body, "root.pem")
        revoked = try folder.write(try await platform.get("ca/crl.der").require(200).body, "crl.der")
    }

    /// What pyHanko finds, trusting nothing but the platform's root.
    func pyHanko(_ pdf: Data) async throws -> JSONValue {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Judges/judge_contract.py").path
        let file = try folder.write(pdf, "judged.pdf")
        let verdict = try await OutsideTool.run(["python3", script, file, root, revoked])
        guard let findings = try? JSONValue(parsing: Data(verdict.output.utf8)) else {
            throw WaitedInVain("a verdict of pyHanko: \(verdict.output)")
        }
        #expect(findings["good"].isTrue == (verdict.status == 0))
        return findings
    }

    func run(_ program: String, _ arguments: [String], on pdf: Data) async throws -> OutsideTool.Verdict {
        let file = try folder.write(pdf, "judged.pdf")
        return try await OutsideTool.run([program] + arguments.map { $0 == "FILE" ? file : $0 })
    }
}
