import Cryptography
import Foundation
import Testing

@testable import Documents

@Suite("Both parties sign a composed contract")
struct SigningTests {
    private func contract() throws -> SignedContract { try SignedContract.shared.get() }

    @Test func `qpdf finds nothing to complain about in any revision`() throws {
        let contract = try contract()
        let judge = try Judge()
        for pdf in [contract.composed.pdf, contract.byEmployee, contract.complete] {
            let verdict = try judge.run("qpdf", "--check", judge.write(pdf, "contract.pdf"))
            #expect(verdict.status == 0, "\(verdict.output)")
        }
    }

    @Test func `pdfsig finds two valid signatures, the last over the whole document`() throws {
        let contract = try contract()
        let judge = try Judge()
        let verdict = try judge.run("pdfsig", "-nocert", judge.write(contract.complete, "contract.pdf"))
        let output = verdict.output
        #expect(output.components(separatedBy: "Signature is Valid").count == 3, "\(output)")
        #expect(output.components(separatedBy: "Not total document signed").count == 2, "\(output)")
        #expect(output.contains("ETSI.CAdES.detached"))
    }

    @Test func `pyHanko accepts both signatures and the changes between them`() throws {
        let contract = try contract()
        let opinions = try contract.opinions(contract.complete)
        #expect(opinions.map(\.field) == ["EmployeeSignature", "EnterpriseSignature"])
        for opinion in opinions {
            #expect(opinion.bottomLine, "\(opinion)")
            #expect(opinion.documentUnchanged == true, "\(opinion)")
        }
        #expect(opinions.first?.level == "FORM_FILLING")
        #expect(opinions.last?.coverage == "ENTIRE_FILE")
    }

    @Test func `the enterprise may sign first`() throws {
        let contract = try contract()
        let first = try contract.signers.sign(contract.composed.pdf, SampleContract.enterpriseRequest())
        let both = try contract.signers.sign(first, SampleContract.employeeRequest())
        let opinions = try contract.opinions(both)
        #expect(opinions.count == 2)
        #expect(opinions.allSatisfy { $0.bottomLine && $0.documentUnchanged == true }, "\(opinions)")
        let found = try DocumentVerifier.examine(both)
        #expect(found.map(\.fieldName) == ["EnterpriseSignature", "EmployeeSignature"])
        #expect(found.map(\.changesAfter) == [.permitted, .none])
        #expect(found.map(\.certifies) == [true, false])
    }

    @Test func `our verifier tells the order, the cover, the locks and the claims`() throws {
        let contract = try contract()
        let found = try DocumentVerifier.examine(contract.complete)
        try #require(found.count == 2)
        #expect(found.map(\.fieldName) == ["EmployeeSignature", "EnterpriseSignature"])
        #expect(found.map(\.signerName) == ["测试甲", "示例科技有限公司"])
        #expect(found.map(\.certifies) == [true, false])
        #expect(found.map(\.coversWholeDocument) == [false, true])
        #expect(found.map(\.changesAfter) == [.permitted, .none])
        #expect(found[0].signedAt == SampleContract.signedAt)
        #expect(found[0].reason == "签订劳动合同")
        #expect(found[0].revisionLength == contract.byEmployee.count)
        #expect(found[0].lockedFields.contains("address"))
        #expect(found[1].lockedFields.contains("handler"))
        #expect(found[1].lockedFields.contains("CrossPageSeal-1-1-3"))
        for signature in found {
            let findings = DetachedCMS.inspect(
                signature.cms,
                documentDigest: signature.coveredDigest,
                trustedRoots: [contract.signers.root.certificate],
                revocationLists: []
            )
            #expect(findings.signatureValid && findings.digestMatches && findings.chainTrusted)
        }
    }

    @Test func `the values are in the text fields and on the pages`() throws {
        let contract = try contract()
        let form = try FilledForm(contract.complete)
        #expect(form.fields["emergency"]?.entries["V"]?.text == SampleContract.employeeValues["emergency"])
        #expect(form.fields["handler"]?.entries["V"]?.text == "测试丙")
        #expect(form.fields["EmployeeSignatureDate"]?.entries["V"]?.text == "2026年3月3日")
        #expect(form.fields["CrossPageSeal-2-2-3"]?.entries["AP"] != nil)
    }

    @Test func `a field signs once and only its own party's values are taken`() throws {
        let contract = try contract()
        #expect(throws: DocumentProblem(.fieldAlreadySigned, fields: ["EmployeeSignature"])) {
            try contract.signers.sign(contract.byEmployee, SampleContract.employeeRequest())
        }
        #expect(throws: DocumentProblem(.fieldUnknown, fields: ["handler"])) {
            try contract.signers.sign(
                contract.composed.pdf,
                SampleContract.employeeRequest(["handler": "测试丁"])
            )
        }
        var stranger = SampleContract.employeeRequest()
        stranger.fieldName = "UnionSignature"
        #expect(throws: DocumentProblem(.fieldUnknown, fields: ["UnionSignature"])) {
            try contract.signers.sign(contract.composed.pdf, stranger)
        }
    }

    @Test func `what cannot be drawn or does not fit is refused by name`() throws {
        let contract = try contract()
        #expect(throws: DocumentProblem.self) {
            try contract.signers.sign(
                contract.composed.pdf,
                SampleContract.employeeRequest(["address": "甲\u{202E}乙"])
            )
        }
        let long = String(repeating: "很长的地址", count: 40)
        #expect {
            try contract.signers.sign(contract.composed.pdf, SampleContract.employeeRequest(["phone": long]))
        } throws: {
            ($0 as? DocumentProblem)?.code == .valueTooLong
        }
        var broken = SampleContract.employeeRequest()
        broken.appearance = .handwriting(png: Data("no picture".utf8))
        #expect { try contract.signers.sign(contract.composed.pdf, broken) } throws: {
            ($0 as? DocumentProblem)?.code == .imageInvalid
        }
    }

    @Test func `a signature that takes more room than expected is made once more with enough`() throws {
        let contract = try contract()
        var tries = 0
        let signed = try SigningRevision.apply(
            to: contract.composed.pdf,
            SampleContract.employeeRequest(),
            room: 1000
        ) { digest in
            tries += 1
            return try contract.signers.cms(digest, commonName: "测试甲")
        }
        #expect(tries == 2)
        #expect(try contract.opinions(signed).map(\.bottomLine) == [true])
        #expect(signed.count < contract.byEmployee.count)
    }

    @Test func `a signature that no place is large enough for is refused with its size`() throws {
        let contract = try contract()
        var size = 5000
        #expect(throws: DocumentProblem(.unavailable, detail: "a signature of 10000 bytes has a place of 5625")) {
            try SigningRevision.apply(to: contract.composed.pdf, SampleContract.employeeRequest()) { _ in
                defer { size *= 2 }
                return Data(count: size)
            }
        }
        #expect(throws: DocumentProblem(.unavailable, detail: "a signature of 70000 bytes has a place of 4096")) {
            try SigningRevision.apply(to: contract.composed.pdf, SampleContract.employeeRequest()) { _ in
                Data(count: 70_000)
            }
        }
    }

    @Test func `a failing signer leaves no revision behind`() throws {
        struct Refused: Error {}
        let contract = try contract()
        #expect(throws: Refused.self) {
            try SigningRevision.apply(to: contract.composed.pdf, SampleContract.employeeRequest()) { _ in
                throw Refused()
            }
        }
    }
}
