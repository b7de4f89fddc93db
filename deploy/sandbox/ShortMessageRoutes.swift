import Foundation
import Hummingbird

/// The SMS and voice provider, in its generic dialect.
struct ShortMessageRoutes: Sendable {
    struct SendRequest: Decodable {
        let requestID: String
        let phone: String
        let text: String
        let kind: ShortMessageKind
    }

    struct SendAnswer: ResponseEncodable {
        let receipt: String
        let status: String
    }

    let mailbox: Mailbox
    let failures: FailureMemory
    let silence: Duration

    func add(to router: some RouterMethods<BasicRequestContext>) {
        router.post("sms/messages", use: send)
    }

    @Sendable
    private func send(_ request: Request, context: BasicRequestContext) async throws -> SendAnswer {
        let message = try await request.decode(as: SendRequest.self, context: context)
        guard !message.requestID.isEmpty, !message.text.isEmpty, isPhone(message.phone) else {
            throw HTTPError(.unprocessableContent, message: "requestID, phone (11 digits) and text are required")
        }
        let failure = Failure(phone: message.phone)
        if failure == .broken {
            throw HTTPError.providerBroken
        }
        if failure == .limited, await failures.isFirst("limited sms \(message.phone)") {
            throw HTTPError.providerLimited
        }
        let outcome = await mailbox.send(
            requestID: message.requestID,
            phone: message.phone,
            text: message.text,
            kind: message.kind,
            at: Date()
        )
        // The worst kind of time-out: the message went out and only the answer is lost.
        if failure == .silent, await failures.isFirst("silent sms \(message.phone)") {
            await keepSilent(for: silence)
            throw HTTPError.providerSilent
        }
        switch outcome {
        case .sent(let receipt), .repeated(let receipt):
            return SendAnswer(receipt: receipt, status: "sent")
        case .differentContent:
            throw HTTPError(.conflict, message: "this requestID was used for another message")
        }
    }

    private func isPhone(_ text: String) -> Bool {
        text.count == 11 && text.allSatisfy { ("0"..."9").contains($0) }
    }
}
