import Cryptography
import Foundation
import Testing

@testable import Documents

/// A contract signed by both parties, made once for all tests that read it.
struct SignedContract {
    let signers: TestSigners
    let composed: ComposedContract
    let byEmployee: Data
    let complete: Data

    static let shared = Result { try SignedContract() }

    private init() throws {
        signers = try TestSigners()
        composed = try ContractComposer().compose(.text(SampleContract.template), values: SampleContract.values)
        byEmployee = try signers.sign(composed.pdf, SampleContract.employeeRequest())
        complete = try signers.sign(byEmployee, SampleContract.enterpriseRequest())
    }

    /// What pyHanko says of one signature.
    struct Opinion: Decodable {
        let field: String
        let bottomLine: Bool
        let documentUnchanged: Bool?
        let level: String?
        let coverage: String?
        let problem: String?
    }

    func opinions(_ pdf: Data) throws -> [Opinion] {
        let judge = try Judge()
        let file = try judge.write(pdf, "contract.pdf")
        let root = try judge.write(Data(signers.root.certificate.pem.utf8), "root.pem")
        let list = try judge.write(signers.revocationList(), "list.der")
        let verdict = try judge.run("python3", Judge.script("judge_signatures.py"), file, root, list)
        try #require(verdict.status == 0, "\(verdict.output)")
        let json = verdict.output.split(separator: "\n").last ?? ""
        return try JSONDecoder().decode([Opinion].self, from: Data(json.utf8))
    }

    /// A later revision as somebody with a PDF editor could append it.
    static func tamper(
        _ pdf: Data,
        _ change: (FilledForm, inout IncrementalUpdate) throws -> Void
    ) throws -> Data {
        let form = try FilledForm(pdf)
        var update = try IncrementalUpdate(extending: form.file)
        try change(form, &update)
        return update.appended().bytes
    }
}
