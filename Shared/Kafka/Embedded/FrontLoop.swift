import Glibc

/// The front's sockets and connections, and what its thread does with them.
///
/// Unchecked because after its creation it belongs to that thread.
final class FrontLoop: @unchecked Sendable {
    /// So much may wait to be sent before no more is read.
    private static let enough = 1 << 20

    /// A client and its own connection to the broker behind.
    private final class Link {
        /// Nil after the client has gone while the broker may still be writing for it.
        var client: Int32?
        let broker: Int32
        var conversation: FrontConversation
        var clientInterest = EventPoll.Interest()
        var brokerInterest = EventPoll.Interest()

        init(client: Int32, broker: Int32, _ conversation: FrontConversation) {
            self.client = client
            self.broker = broker
            self.conversation = conversation
        }
    }

    let port: UInt16
    private let behind: UInt16
    private let bell: Int32
    private let poll: EventPoll
    /// Never listens; keeps the port while nobody does.
    private let keeper: Int32
    private var listener: Int32?
    /// By both of their descriptors.
    private var links: [Int32: Link] = [:]
    private var notes = PartitionNotes()
    /// The writes that those who wait have heard of.
    private var heard: UInt64 = 0
    /// Not after the first moment at which a fetch is to be answered.
    private var nextDeadline: ContinuousClock.Instant?
    private let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)

    init?(behind: UInt16, bell: Int32) {
        guard let poll = EventPoll(), let keeper = LocalSocket.bound(to: 0) else { return nil }
        self.behind = behind
        self.bell = bell
        self.poll = poll
        self.keeper = keeper
        port = LocalSocket.port(of: keeper)
        poll.add(bell)
        open()
        guard listener != nil else { return nil }
    }

    deinit {
        Glibc.close(keeper)
        room.deallocate()
    }

    func open() {
        guard listener == nil, let descriptor = LocalSocket.bound(to: port) else { return }
        guard listen(descriptor, 128) == 0 else {
            Glibc.close(descriptor)
            return
        }
        listener = descriptor
        poll.add(descriptor)
    }

    func close() {
        if let listener { Glibc.close(listener) }
        listener = nil
        for link in links.values { drop(link) }
    }

    func look(at place: KafkaPartition) {
        notes.noteWrite(to: [notes.place(place)])
        lookAgain()
    }

    /// Waits until there is something to do, and does it.
    func turn() {
        let events = poll.wait(until: nextDeadline)
        let now = ContinuousClock.now
        for event in events {
            // A descriptor may have been closed, and even be another's now, since its event was found: whoever has it
            // finds nothing to read then.
            if let link = links[event.descriptor] {
                serve(link, event, now)
            } else if event.descriptor == listener {
                acceptAll()
            } else if event.descriptor == bell {
                _ = read(bell, room.baseAddress, 8)
            }
        }
        if let deadline = nextDeadline, deadline <= now { answerAllDue(now) }
        lookAgain()
    }

    private func acceptAll() {
        guard let listener else { return }
        while let client = LocalSocket.accepted(by: listener) {
            guard let broker = LocalSocket.connecting(to: behind) else {
                Glibc.close(client)
                continue
            }
            let conversation = FrontConversation(behind: Int32(behind), front: Int32(port))
            let link = Link(client: client, broker: broker, conversation)
            links[client] = link
            links[broker] = link
            poll.add(client)
            poll.add(broker)
        }
        // Without a descriptor left the listener would be reported again at once.
        if errno == EMFILE || errno == ENFILE { usleep(10_000) }
    }

    /// Lets those whose fetch is held hear of what was written since they last did.
    private func lookAgain() {
        guard heard != notes.mark else { return }
        heard = notes.mark
        for (descriptor, link) in links where descriptor == link.client {
            link.conversation.look(notes)
            settle(link)
        }
    }

    private func answerAllDue(_ now: ContinuousClock.Instant) {
        nextDeadline = nil
        for (descriptor, link) in links where descriptor == link.client {
            do {
                try link.conversation.timePassed(&notes, now: now)
                settle(link)
            } catch {
                drop(link)
            }
        }
    }
}

// MARK: - One connection

extension FrontLoop {
    private enum Received {
        case bytes(UnsafeRawBufferPointer)
        case nothing
        case end
    }

    private func serve(_ link: Link, _ event: EventPoll.Event, _ now: ContinuousClock.Instant) {
        let isBroker = event.descriptor == link.broker
        do {
            switch event.mayRead ? receive(event.descriptor) : .nothing {
            case .bytes(let bytes) where isBroker: try link.conversation.brokerSent(bytes, &notes, now: now)
            case .bytes(let bytes): try link.conversation.clientSent(bytes, &notes, now: now)
            case .end where isBroker:
                if let client = link.client { send(&link.conversation.toClient, to: client) }
                return drop(link)
            case .end: return clientHasGone(link)
            case .nothing: break
            }
            settle(link)
        } catch {
            drop(link)
        }
    }

    private func receive(_ descriptor: Int32) -> Received {
        let count = recv(descriptor, room.baseAddress, room.count, 0)
        if count > 0 {
            LocalSocket.acknowledge(descriptor)
            return .bytes(UnsafeRawBufferPointer(rebasing: room[..<count]))
        }
        return count < 0 && (errno == EAGAIN || errno == EINTR) ? .nothing : .end
    }

    /// What the broker has received it still writes, so its end is waited for before others are told.
    private func clientHasGone(_ link: Link) {
        guard let client = link.client, !link.conversation.unanswered.isEmpty else { return drop(link) }
        send(&link.conversation.toBroker, to: link.broker)
        shutdown(link.broker, Int32(SHUT_WR))
        links[client] = nil
        link.client = nil
        Glibc.close(client)
        settle(link)
    }

    private func drop(_ link: Link) {
        guard links.removeValue(forKey: link.broker) != nil else { return }
        notes.noteWrite(to: link.conversation.unanswered)
        Glibc.close(link.broker)
        guard let client = link.client else { return }
        links[client] = nil
        link.client = nil
        Glibc.close(client)
    }

    /// Sends what can be sent, and asks to hear of what comes next.
    private func settle(_ link: Link) {
        guard let client = link.client else {
            poll.change(link.broker, EventPoll.Interest())
            return
        }
        send(&link.conversation.toClient, to: client)
        send(&link.conversation.toBroker, to: link.broker)
        let (toClient, toBroker) = (link.conversation.toClient.count, link.conversation.toBroker.count)
        let mayAsk = toBroker < Self.enough && link.conversation.waitingBytes < Self.enough
        want(EventPoll.Interest(read: mayAsk, write: toClient > 0), of: client, &link.clientInterest)
        let mayAnswer = toClient < Self.enough
        want(EventPoll.Interest(read: mayAnswer, write: toBroker > 0), of: link.broker, &link.brokerInterest)
        guard let deadline = link.conversation.deadline else { return }
        nextDeadline = nextDeadline.map { min($0, deadline) } ?? deadline
    }

    private func want(_ interest: EventPoll.Interest, of descriptor: Int32, _ known: inout EventPoll.Interest) {
        guard interest != known else { return }
        known = interest
        poll.change(descriptor, interest)
    }

    /// Sends what the other side takes now; that it is gone is found by reading.
    private func send(_ queue: inout ByteQueue, to descriptor: Int32) {
        while !queue.isEmpty {
            let count = queue.withBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count >= 0 {
                queue.drop(count)
            } else if errno != EINTR {
                if errno != EAGAIN { queue.drop(queue.count) }
                return
            }
        }
    }
}
