import Identifiers
import Messages
import Messaging
import Operations
import Web

/// Tells Contracts what a party was shown or handed, for the evidence; no answer waits for it or fails with it.
enum ShownDocuments {
    private static let tries = 3

    /// True when it is told now, and not known to be told already.
    @discardableResult
    static func tell(_ view: RecordView, _ visit: Visit) -> Bool {
        guard !visit.isHead else { return false }
        let parts = visit.parts
        let account = visit.caller.accountID?.description ?? ""
        let key = [account, view.contractID.description, view.sha256].joined(separator: " ")
        // The pages of one document are asked for all at once; a file is handed out rarely, and each time counts.
        guard view.manner == .file || parts.shown.keepFirst(true, for: key, now: parts.now()) else { return false }
        Task {
            guard await !send(view, visit) else { return }
            // The next page shown tells it again.
            if view.manner == .page { parts.shown.forget(key) }
            parts.metrics.counter("suiyue_views_untold_total", help: "Views that Contracts could not be told of")
                .increment()
        }
        return true
    }

    /// Each try has the same message id, so at most one takes effect.
    private static func send(_ view: RecordView, _ visit: Visit) async -> Bool {
        for _ in 1...tries {
            do {
                _ = try await visit.ask(view)
                return true
            } catch let refusal as Refusal where refusal.kind != .unavailable {
                return false
            } catch {
                try? await Task.sleep(for: .seconds(1))
            }
        }
        return false
    }
}
