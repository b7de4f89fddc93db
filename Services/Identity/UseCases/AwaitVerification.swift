import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import Synchronization

/// Who waits in this process for a verification to be settled.
///
/// Another instance may settle it: whoever waits looks for himself from time to time.
final class AwaitedVerifications: Sendable {
    private static let betweenLooks = Duration.milliseconds(500)

    private let waiting = Mutex<[VerificationID: [UUID: WakeSignal]]>([:])

    /// A job has settled it, or may have.
    func settled(_ verification: VerificationID) {
        for signal in waiting.withLock({ $0[verification] ?? [:] }).values { signal.raise() }
    }

    /// Looks until it is settled, or the time is over.
    func look(
        _ verification: VerificationID,
        within patience: Duration,
        _ read: () async throws -> VerificationView
    ) async throws -> VerificationView {
        let (name, signal) = (UUID.v7(), WakeSignal())
        // Before the first look, so that nothing is missed between the two.
        waiting.withLock { $0[verification, default: [:]][name] = signal }
        defer {
            waiting.withLock { waiting in
                waiting[verification]?[name] = nil
                if waiting[verification]?.isEmpty == true { waiting[verification] = nil }
            }
        }
        let end = ContinuousClock.now + patience
        while true {
            let view = try await read()
            guard view.status == .pending, ContinuousClock.now < end else { return view }
            await signal.wait(atMost: Self.betweenLooks)
        }
    }
}

extension IdentityService {
    /// Less than the Gateway waits for an answer.
    private static let patience = Duration.seconds(4)

    /// What is shown of a verification; once it is settled its answer names what that changed of whom it is about, and of
    /// the session: what it may do now.
    func shown(
        _ view: VerificationView,
        about subject: String,
        to caller: Caller,
        in transaction: Transaction
    ) async throws -> VerificationView {
        guard view.status != .pending else { return view }
        try await transaction.nameEvents(about: [subject] + (caller.sessionID.map { [$0.description] } ?? []))
        return view
    }

    /// What is shown of a verification, now or when it is settled.
    func shown(
        _ view: VerificationView,
        untilSettled: Bool?,
        to caller: Caller,
        read: @escaping @Sendable (Transaction) async throws -> VerificationView
    ) -> QueryAnswer<VerificationView> {
        guard untilSettled == true, view.status == .pending else { return .ready(view) }
        return .working { database in
            let reading = ShortReads(database, RowScope(caller))
            return try await awaited.look(view.id, within: Self.patience) { try await reading(read) }
        }
    }
}
