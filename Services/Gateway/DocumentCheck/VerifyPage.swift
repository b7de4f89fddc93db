import Cryptography
import Foundation
import Messages
import Web

/// 合同验签, open to everybody.
struct VerifyPage: Sendable {
    struct Check: Sendable {
        let text: String
        let kind: String

        static func good(_ text: String) -> Check { Check(text: text, kind: "good") }
        static func bad(_ text: String) -> Check { Check(text: text, kind: "bad") }
    }

    struct Signature: Sendable {
        let signer: String
        let role: String
        let signedAt: String
        let checks: [Check]
    }

    struct Result: Sendable {
        let valid: Bool
        let headline: String
        let fileName: String
        let sha256: String
        let signatures: [Signature]

        init(_ verdict: DocumentVerdict, of file: UploadedFile?) {
            valid = verdict.valid
            headline =
                verdict.valid
                ? "签名有效，文件自签署以来没有改动"
                : verdict.signatures.isEmpty ? "文件中没有电子签名" : "签名存在问题，请勿据此认定文件有效"
            fileName = file.map { $0.name.isEmpty ? "未命名的文件" : String($0.name.prefix(120)) } ?? ""
            sha256 = Digest.sha256Hex(file?.bytes ?? Data())
            let last = verdict.signatures.count - 1
            signatures = verdict.signatures.enumerated().map { Signature($0.element, isLast: $0.offset == last) }
        }
    }

    struct Model: Sendable {
        let result: Result?
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        try await page(visit, nil, FormState())
    }

    /// Shows its result at once: there is no address under which a judged file could be seen again.
    func act(_ visit: Visit) async throws -> Answer {
        try await visit.filling(order: ["file"]) { form in
            try await page(visit, nil, form)
        } act: {
            let verdict = try await DocumentCheck.verify(visit)
            return try await page(visit, Result(verdict, of: visit.file), FormState())
        }
    }

    private func page(_ visit: Visit, _ result: Result?, _ form: FormState) async throws -> Answer {
        try await pages.answer("verify", Model(result: result), title: "合同验签", for: visit, form: form)
    }
}

extension VerifyPage.Signature {
    init(_ found: DocumentVerdict.Signature, isLast: Bool) {
        signer = found.signer.isEmpty ? "未知签名者" : found.signer
        role =
            switch found.role {
            case .employee: "劳动者"
            case .enterprise: "用人单位"
            case nil: ""
            }
        signedAt = found.signedAt.map(Shown.minute) ?? "签署时间不可信"
        // What does not fit the file says nothing about what came after it, or by whom.
        guard found.intact else {
            checks = [.bad("签名与文件不一致"), found.timestamped ? .good("可信时间戳") : .bad("没有可信时间戳")]
            return
        }
        var checks = [VerifyPage.Check.good("签名与文件一致")]
        checks.append(found.coversDocument ? .good("签后未改动") : .bad("签后有改动"))
        checks.append(found.trusted ? .good("证书可信") : .bad("证书不可信"))
        checks.append(found.timestamped ? .good("可信时间戳") : .bad("没有可信时间戳"))
        if found.coversDocument, !isLast { checks.append(VerifyPage.Check(text: "其后另有签署", kind: "")) }
        self.checks = checks
    }
}
