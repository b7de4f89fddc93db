package import Foundation
package import HTTPTypes

/// What goes back to the client: a status, headers and the whole body.
package struct Answer: Sendable {
    package var status: HTTPResponse.Status
    package var headers: HTTPFields
    package var body: Data
    /// The body as gzip, where that was made beforehand.
    var packed: Data?

    package init(_ status: HTTPResponse.Status, headers: HTTPFields = [:], body: Data = Data()) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// An answer that may be shown to nobody but this client now.
    package static func personal(_ type: String, _ body: Data, status: HTTPResponse.Status = .ok) -> Answer {
        Answer(status, headers: [.contentType: type, .cacheControl: "no-store"], body: body)
    }

    /// A model of the JSON interface.
    package static func json(_ model: some Encodable, status: HTTPResponse.Status = .ok) throws -> Answer {
        .personal("application/json", try WireJSON.encode(model), status: status)
    }

    /// A page; it may load nothing that is not ours.
    package static func html(_ text: String, status: HTTPResponse.Status = .ok) -> Answer {
        var answer = Answer.personal("text/html; charset=utf-8", Data(text.utf8), status: status)
        answer.headers[.contentSecurityPolicy] = SecurityHeaders.policyOfPages
        return answer
    }

    /// Sends the browser on with GET, after a form was handled.
    package static func seeOther(_ path: String) -> Answer {
        Answer(.seeOther, headers: [.location: path, .cacheControl: "no-store"])
    }

    /// Done, and there is nothing to tell.
    package static let nothing = Answer(.noContent, headers: [.cacheControl: "no-store"])

    /// A file to be saved, never shown inside our own origin.
    package static func download(_ body: Data, type: String, name: String) -> Answer {
        var answer = Answer.personal(type, body)
        answer.headers[.contentDisposition] = FileName.disposition(name)
        answer.headers[.contentSecurityPolicy] = SecurityHeaders.policyOfDownloads
        return answer
    }

    /// A picture within a page.
    package static func image(_ body: Data, type: String = "image/png") -> Answer {
        .personal(type, body)
    }

    /// The same answer, kept by the browser because its address names its content and whom it is shown to; `isAsked`
    /// when each look shall ask whether it is still right.
    package func kept(isAsked: Bool) -> Answer {
        var answer = self
        answer.headers[.cacheControl] = isAsked ? "private, no-cache" : "private, max-age=31536000, immutable"
        return answer
    }

    /// The same answer, which a client may ask for again by the digest of what it has.
    package func tagged(_ sha256: String) -> Answer {
        var answer = self
        answer.headers[.eTag] = "\"\(sha256)\""
        return answer
    }
}

/// The JSON of this interface: camelCase, RFC 3339 times, keys in order.
package enum WireJSON {
    /// A name as it is told: outside nothing but the masked value is known, so `phoneMasked` is the phone.
    static func name(_ member: String) -> String {
        member.hasSuffix("Masked") ? String(member.dropLast("Masked".count)) : member
    }

    package static func encode(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.keyEncodingStrategy = .custom { Name(stringValue: name($0.last?.stringValue ?? "")) }
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }

    private struct Name: CodingKey {
        let stringValue: String
        let intValue: Int? = nil

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}

/// Names of files as a header may carry them.
enum FileName {
    /// `attachment` with a plain name for old clients and the whole name by RFC 5987.
    static func disposition(_ name: String) -> String {
        let clean = String(String.UnicodeScalarView(name.unicodeScalars.filter { isHarmless($0) }).prefix(150))
        let plain = String(
            clean.unicodeScalars.map { $0.isASCII && $0 != "\"" && $0 != "%" && $0 != ";" ? Character($0) : "_" }
        )
        let coded = Href.encoded(clean)
        return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(coded)"
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x20 && scalar.value != 0x7F && scalar != "/" && scalar != "\\"
            && scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .format
    }
}
