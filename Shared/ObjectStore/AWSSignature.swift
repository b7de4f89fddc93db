import Cryptography
import Foundation
import OutboundHTTP

/// Signs requests by AWS Signature Version 4.
struct AWSSignature: Sendable {
    let accessKey: String
    let secretKey: String
    let region: String
    let service: String

    /// Adds date, content hash and authorization to the headers, which must name the host already.
    ///
    /// Every header given is signed; path and query are taken as already encoded, the query as already sorted.
    func sign(
        method: String,
        path: String,
        query: String = "",
        headers: OutboundHeaders,
        body: Data,
        at moment: Date
    ) -> OutboundHeaders {
        let timestamp = Self.timestamp(of: moment)
        let day = String(timestamp.prefix(8))
        let bodyHash = Digest.sha256Hex(body)
        var signed = headers
        signed["x-amz-content-sha256"] = bodyHash
        signed["x-amz-date"] = timestamp

        let sorted = signed.fields.map { ($0.name.lowercased(), $0.value) }.sorted { $0.0 < $1.0 }
        let names = sorted.map(\.0).joined(separator: ";")
        let lines = sorted.map { "\($0.0):\($0.1.trimmingCharacters(in: .whitespaces))\n" }.joined()
        let canonical = [method, path, query, lines, names, bodyHash].joined(separator: "\n")
        let scope = "\(day)/\(region)/\(service)/aws4_request"
        let text = ["AWS4-HMAC-SHA256", timestamp, scope, Digest.sha256Hex(Data(canonical.utf8))]
            .joined(separator: "\n")
        let signature = Digest.hmacSHA256(key: key(for: day), Data(text.utf8)).hex
        signed["Authorization"] =
            "AWS4-HMAC-SHA256 Credential=\(accessKey)/\(scope),SignedHeaders=\(names),Signature=\(signature)"
        return signed
    }

    private func key(for day: String) -> Data {
        [day, region, service, "aws4_request"].reduce(Data("AWS4\(secretKey)".utf8)) { key, part in
            Digest.hmacSHA256(key: key, Data(part.utf8))
        }
    }

    /// `20130524T000000Z`, in UTC whatever the machine's zone and calendar are.
    static func timestamp(of moment: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: moment)
        func padded(_ value: Int?, _ width: Int) -> String {
            let digits = String(value ?? 0)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let day = padded(parts.year, 4) + padded(parts.month, 2) + padded(parts.day, 2)
        return "\(day)T\(padded(parts.hour, 2))\(padded(parts.minute, 2))\(padded(parts.second, 2))Z"
    }
}
