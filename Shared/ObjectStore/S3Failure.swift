import Foundation
import OutboundHTTP

/// Reads what an S3 store's refusal means.
enum S3Failure {
    static func error(of response: OutboundResponse) -> ObjectStoreError {
        let code = code(in: response.body)
        let detail = code.map { "S3 \(response.status) \($0)" } ?? "S3 \(response.status)"
        switch (response.status, code) {
        case (404, "NoSuchBucket"): return ObjectStoreError(.noBucket, detail)
        case (404, _): return ObjectStoreError(.missing, detail)
        case (401, _), (403, _): return ObjectStoreError(.refused, detail)
        case (507, _), (_, "XMinioStorageFull"), (_, "QuotaExceeded"): return ObjectStoreError(.full, detail)
        case (409, _), (429, _), (500..., _): return ObjectStoreError(.unavailable, detail)
        default: return ObjectStoreError(.misconfigured, detail)
        }
    }

    /// The content of `<Code>`, if it is a plain word; a whole XML parser for one word is not worth its risks.
    private static func code(in body: Data) -> String? {
        let text = String(decoding: body.prefix(4096), as: UTF8.self)
        guard let start = text.range(of: "<Code>"), let end = text.range(of: "</Code>"),
            start.upperBound <= end.lowerBound
        else { return nil }
        let code = text[start.upperBound..<end.lowerBound]
        guard (1...64).contains(code.utf8.count), code.utf8.allSatisfy({ $0 & 0xDF >= 0x41 && $0 & 0xDF <= 0x5A })
        else { return nil }
        return String(code)
    }
}
