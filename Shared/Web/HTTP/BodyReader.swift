import Foundation
import HTTPTypes
import Hummingbird
import Messages
import NIOCore

/// The body of a request, whatever it was written as.
struct BodyContent: Sendable {
    var value: JSONValue = .object([:])
    var file: UploadedFile?
    var isForm = false

    /// What must be the same for two requests to be the same; a form's own keys are no content.
    var canonical: Data {
        guard file == nil else { return file?.bytes ?? Data() }
        guard isForm, var members = value.members else { return value.canonical }
        members["csrf"] = nil
        members["idempotencyKey"] = nil
        return JSONValue.object(members).canonical
    }

    var csrf: String? { isForm ? value.members?["csrf"]?.scalarText : nil }
    var idempotencyKey: String? { isForm ? value.members?["idempotencyKey"]?.scalarText : nil }
}

/// Reads bodies within their limits and by their content types.
struct BodyReader {
    static let patience = Duration.seconds(60)

    private let rule: Endpoint.BodyRule
    /// What a file takes of the memory for files.
    private let share: UploadShare?

    init(_ endpoint: Endpoint, _ share: UploadShare?) {
        rule = endpoint.body
        self.share = share
    }

    func read(_ request: Request) async throws -> BodyContent {
        let limit = rule == .pdf ? Gate.largestUpload : Gate.largestForm
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw Refusal("gateway.body-too-large", .tooLarge)
        }
        let bytes = try await bytes(of: request, upTo: limit)
        let type = (request.headers[.contentType] ?? "").lowercased()
        let mediaType = type.split(separator: ";").first?.trimmingCharacters(in: .whitespaces) ?? ""
        switch rule {
        case .none: return try nothing(bytes, mediaType)
        case .fields: return try fields(bytes, mediaType, request)
        case .pdf: return try pdf(bytes, mediaType, request)
        }
    }

    /// The whole body; who sends it drop by drop does not hold a place for ever.
    private func bytes(of request: Request, upTo limit: Int) async throws -> Data {
        // Nothing comes that could be slow.
        if request.headers[.contentLength] ?? "0" == "0", request.headers[.transferEncoding] == nil {
            return try await collect(request, upTo: limit)
        }
        return try await withThrowingTaskGroup(of: Data.self) { tasks in
            tasks.addTask { try await collect(request, upTo: limit) }
            tasks.addTask {
                try await Task.sleep(for: Self.patience)
                throw Refusal("gateway.body-too-slow", .malformed)
            }
            if let share {
                tasks.addTask {
                    try await share.untilGivenWay()
                    return Data()
                }
            }
            defer { tasks.cancelAll() }
            return try await tasks.next() ?? Data()
        }
    }

    /// In one piece from the start, so that a large file is written once and moved never.
    private func collect(_ request: Request, upTo limit: Int) async throws -> Data {
        let announced = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        var bytes = Data(capacity: announced > 0 ? min(announced, limit) : share == nil ? 0 : limit)
        for try await part in request.body {
            guard bytes.count + part.readableBytes <= limit else { throw Refusal("gateway.body-too-large", .tooLarge) }
            try share?.grow(by: part.readableBytes, of: announced > 0 ? announced : limit)
            bytes.append(contentsOf: part.readableBytesView)
        }
        return bytes
    }

    /// A form that only has a button still carries its keys.
    private func nothing(_ bytes: Data, _ mediaType: String) throws(Refusal) -> BodyContent {
        mediaType == "application/x-www-form-urlencoded" ? try form(bytes) : BodyContent()
    }

    private func fields(_ bytes: Data, _ mediaType: String, _ request: Request) throws(Refusal) -> BodyContent {
        switch mediaType {
        case "application/json": return try json(bytes)
        case "application/x-www-form-urlencoded": return try form(bytes)
        case "multipart/form-data":
            return BodyContent(value: FormBody.tree(try multipart(bytes, request).values), isForm: true)
        case "" where bytes.isEmpty: return BodyContent()
        default: throw Refusal("gateway.content-type", .unsupported)
        }
    }

    private func pdf(_ bytes: Data, _ mediaType: String, _ request: Request) throws(Refusal) -> BodyContent {
        switch mediaType {
        case "application/pdf", "application/octet-stream":
            return BodyContent(file: UploadedFile(name: "", bytes: bytes))
        case "multipart/form-data":
            let parts = try multipart(bytes, request)
            return BodyContent(
                value: FormBody.tree(parts.fields.map { ($0, .string($1)) }),
                file: parts.file,
                isForm: true
            )
        default: throw Refusal("gateway.content-type", .unsupported)
        }
    }

    private func json(_ bytes: Data) throws(Refusal) -> BodyContent {
        if bytes.isEmpty { return BodyContent() }
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: bytes) else {
            throw Refusal("gateway.malformed", .malformed)
        }
        guard value.members != nil else { throw Refusal("gateway.not-an-object", .malformed) }
        return BodyContent(value: value)
    }

    private func form(_ bytes: Data) throws(Refusal) -> BodyContent {
        guard let text = String(bytes: bytes, encoding: .utf8), let value = FormBody.parse(text) else {
            throw Refusal("gateway.malformed", .malformed)
        }
        return BodyContent(value: value, isForm: true)
    }

    private func multipart(_ bytes: Data, _ request: Request) throws(Refusal) -> MultipartBody {
        guard let parts = MultipartBody(bytes, contentType: request.headers[.contentType] ?? "") else {
            throw Refusal("gateway.malformed", .malformed)
        }
        return parts
    }
}
