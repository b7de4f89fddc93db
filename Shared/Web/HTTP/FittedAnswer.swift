import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

extension Answer {
    /// The answer as it fits the request: without content that the client has, in part, or packed (RFC 9110).
    func response(to request: Request) -> Response {
        var answer = self
        if status == .ok, let tag = headers[.eTag] {
            if request.headers[.ifNoneMatch]?.contains(tag.drop { $0 != "\"" }) == true {
                return Response(status: .notModified, headers: headers)
            }
            answer.headers[.acceptRanges] = "bytes"
            if let range = request.headers[.range], request.headers[.ifRange].map({ $0 == tag }) ?? true {
                answer.take(range)
            }
        }
        if let packed, answer.status == .ok {
            answer.headers[.vary] = "Accept-Encoding"
            if request.headers[.acceptEncoding]?.contains("gzip") == true {
                answer.headers[.contentEncoding] = "gzip"
                answer.body = packed
            }
        }
        return Response(
            status: answer.status,
            headers: answer.headers,
            body: answer.body.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
        )
    }

    /// Keeps one range of bytes; several, or what is no range, are passed over and the whole is given.
    private mutating func take(_ header: String) {
        guard let asked = header.wholeMatch(of: #/bytes=(\d{0,15})-(\d{0,15})/#) else { return }
        let count = body.count
        let first = Int(asked.1)
        let last = Int(asked.2)
        let range: Range<Int>
        switch (first, last) {
        case (let first?, let last): range = first..<max(first, min(last ?? count - 1, count - 1) + 1)
        case (nil, let last?): range = max(0, count - last)..<count
        case (nil, nil): return
        }
        guard !range.isEmpty, range.upperBound <= count else {
            status = .rangeNotSatisfiable
            headers[.contentRange] = "bytes */\(count)"
            body = Data()
            return
        }
        status = .partialContent
        headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(count)"
        body = Data(body.dropFirst(range.lowerBound).prefix(range.count))
    }
}
