import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import OutboundHTTP
import Postgres

/// Sends one SMS or voice call, once: the provider knows it by the notice's own id.
struct SendText: Job {
    static let kind = "notifier.send-text"
    var noticeID: NoticeID
    var uniqueKey: String? { noticeID.description }
}

private struct TextQuestion: Encodable, Sendable {
    var requestID: String
    var phone: String
    var text: String
    var kind: String
}

private struct TextReceipt: Decodable, Sendable {
    var receipt: String
}

extension NotifierService {
    static let sendingTries = 6

    func sendText(_ job: SendText, _ context: JobContext) async throws -> JobOutcome {
        let found = try await context.database.withTransaction(context: RowScope.system.settings) {
            try await $0.notice(job.noticeID)
        }
        guard let notice = found, notice.status == .waiting, let phone = notice.phone else { return .done }
        if let expiresAt = notice.expiresAt, now() >= expiresAt {
            try await settle(notice.id, status: .expired, in: context.database)
            return .failed("expired before it could be sent")
        }
        let question = TextQuestion(
            requestID: notice.id.description,
            phone: try keys.open(phone, context: SealContext.phone),
            text: try keys.open(notice.body, context: NoticeSeal.body),
            kind: notice.channel.rawValue
        )
        do {
            let answer = try await messages.ask("/sms/messages", question, as: TextReceipt.self)
            try await settle(notice.id, status: .sent, receipt: answer.receipt, in: context.database, ending: context)
            return .done
        } catch let error as ProviderError {
            if case .unavailable(_, let wait) = error, context.attempt < Self.sendingTries {
                return .retry(after: .seconds(wait ?? pow(2, Double(context.attempt - 1))))
            }
            try await settle(notice.id, status: .failed, failure: error.description, in: context.database)
            return .failed(error.description)
        }
    }

    private func settle(
        _ id: NoticeID,
        status: Notice.Status,
        receipt: String? = nil,
        failure: String? = nil,
        in database: Database,
        ending job: JobContext? = nil
    ) async throws {
        try await database.withTransaction(context: RowScope.system.settings) { transaction in
            if let job { try transaction.end(job) }
            try await transaction.settle(id, status: status, receipt: receipt, failure: failure, now: now())
        }
    }
}
