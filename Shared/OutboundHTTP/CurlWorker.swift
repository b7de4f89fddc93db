import CCurl
import Foundation
import Synchronization

/// The thread that runs every transfer of one client on one multi handle.
///
/// `@unchecked Sendable`: `multi` is used by the thread alone, except for `curl_multi_wakeup`, which libcurl allows
/// from anywhere and which is called only under `inbox`'s lock while the handle is open; `active` is the thread's own.
final class CurlWorker: @unchecked Sendable {
    private struct Inbox {
        var submitted: [CurlTransfer] = []
        var hasCancellations = false
        var isClosing = false
        var isOpen = true
    }

    private let multi: UnsafeMutableRawPointer?
    private let inbox = Mutex(Inbox())
    private var active: [UnsafeMutableRawPointer: CurlTransfer] = [:]

    /// libcurl must be set up once, before the first handle.
    private static let isReady = suiyue_curl_global_init() == CURLE_OK

    init(maximumConnectionsPerHost: Int) {
        multi = Self.isReady ? curl_multi_init() : nil
        _ = suiyue_curl_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, maximumConnectionsPerHost)
    }

    /// Starts the thread, which keeps the worker alive until `close()`.
    func start() {
        let thread = Thread { self.run() }
        thread.name = "outbound-http"
        thread.start()
    }

    func submit(_ transfer: CurlTransfer) {
        let isTaken = inbox.withLock { inbox in
            guard inbox.isOpen, !inbox.isClosing, multi != nil else { return false }
            inbox.submitted.append(transfer)
            curl_multi_wakeup(multi)
            return true
        }
        if !isTaken { transfer.fail(.closed) }
    }

    /// Makes the thread look for transfers whose task was cancelled.
    func noticeCancellations() {
        inbox.withLock { inbox in
            guard inbox.isOpen, multi != nil else { return }
            inbox.hasCancellations = true
            curl_multi_wakeup(multi)
        }
    }

    /// Ends the thread; what is still on its way fails with `closed`.
    func close() {
        inbox.withLock { inbox in
            guard inbox.isOpen, multi != nil else { return }
            inbox.isClosing = true
            curl_multi_wakeup(multi)
        }
    }

    private func run() {
        while let work = takeWork() {
            for transfer in work.submitted { start(transfer) }
            if work.hasCancellations { endCancelled() }
            var running: Int32 = 0
            curl_multi_perform(multi, &running)
            endFinished()
            // Returns early for sockets, libcurl's own timers and wake-ups, also one that came before the call.
            curl_multi_poll(multi, nil, 0, 10_000, nil)
        }
        shutDown()
    }

    private func takeWork() -> Inbox? {
        inbox.withLock { inbox in
            guard !inbox.isClosing else { return nil }
            defer { inbox = Inbox() }
            return inbox
        }
    }

    private func start(_ transfer: CurlTransfer) {
        guard !transfer.cancellation.isRequested else { return transfer.fail(.cancelled) }
        guard transfer.prepare(), let easy = transfer.easy, curl_multi_add_handle(multi, easy) == CURLM_OK
        else { return transfer.fail(.invalidRequest) }
        active[easy] = transfer
    }

    private func endCancelled() {
        for (easy, transfer) in active where transfer.cancellation.isRequested {
            remove(easy)?.fail(.cancelled)
        }
    }

    private func endFinished() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
            // The message dies with the handle's removal.
            let result = message.pointee.data.result
            remove(easy)?.finish(result)
        }
    }

    private func remove(_ easy: UnsafeMutableRawPointer) -> CurlTransfer? {
        curl_multi_remove_handle(multi, easy)
        return active.removeValue(forKey: easy)
    }

    private func shutDown() {
        for easy in Array(active.keys) { remove(easy)?.fail(.closed) }
        let unstarted = inbox.withLock { inbox in
            inbox.isOpen = false
            defer { inbox.submitted = [] }
            return inbox.submitted
        }
        for transfer in unstarted { transfer.fail(.closed) }
        curl_multi_cleanup(multi)
    }
}
