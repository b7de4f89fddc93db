import Foundation
import Hummingbird

/// What came in on the sandbox's phones: a page for people, JSON for tests.
struct InboxRoutes: Sendable {
    struct Entry: ResponseEncodable {
        let phone: String
        let text: String
        let code: String?
        let kind: ShortMessageKind
        let sentAt: String
    }

    let mailbox: Mailbox

    func add(to router: some RouterMethods<BasicRequestContext>) {
        router.get("sms", use: list)
        router.get("/", use: page)
    }

    @Sendable
    private func list(_ request: Request, context: BasicRequestContext) async -> [Entry] {
        await mailbox.newest(to: phone(in: request)).map { message in
            Entry(
                phone: message.phone,
                text: message.text,
                code: codeInText(message.text),
                kind: message.kind,
                sentAt: message.sentAt.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
            )
        }
    }

    @Sendable
    private func page(_ request: Request, context: BasicRequestContext) async -> Response {
        let phone = phone(in: request)
        let html = inboxPage(await mailbox.newest(to: phone), phone: phone)
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/html; charset=utf-8",
                .cacheControl: "no-store",
                .contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
            ],
            body: .init(byteBuffer: ByteBuffer(string: html))
        )
    }

    private func phone(in request: Request) -> String? {
        request.uri.queryParameters["phone"].map(String.init).flatMap { $0.isEmpty ? nil : $0 }
    }
}
