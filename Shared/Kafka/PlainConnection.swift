import Dispatch
import Foundation
import Glibc
import Synchronization

/// A connection without TLS to one address; every call blocks, none beyond its deadline.
final class PlainConnection {
    /// Why there is no connection.
    enum Trouble: Error, Equatable {
        case unknownHost
        case refused
        case noAnswer
    }

    private let descriptor: Int32

    init(host: String, port: UInt16, by deadline: ContinuousClock.Instant) throws(Trouble) {
        var trouble = Trouble.unknownHost
        for address in try Self.resolve(host, port, by: deadline) {
            switch Self.connect(address, by: deadline) {
            case .success(let descriptor):
                self.descriptor = descriptor
                return
            case .failure(let cause): trouble = cause
            }
        }
        throw trouble
    }

    deinit {
        close(descriptor)
    }

    /// Sends all bytes and returns what comes until `isWhole` holds, the other side closes, or the time is up.
    ///
    /// Nil when the other side closed before it said anything.
    func exchange(_ bytes: [UInt8], by deadline: ContinuousClock.Instant, isWhole: ([UInt8]) -> Bool) -> [UInt8]? {
        // A request of ours fits into any send buffer.
        guard send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else { return nil }
        var answer: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 4096)
        while !isWhole(answer), Self.wait(descriptor, POLLIN, by: deadline) {
            let count = recv(descriptor, &part, part.count, 0)
            guard count > 0 else { return answer.isEmpty ? nil : answer }
            answer += part.prefix(count)
        }
        return answer
    }

    private struct Address: Sendable {
        let family: Int32
        let bytes: [UInt8]
    }

    /// Name servers can take longer than we have, so the question goes to a thread of its own.
    private static func resolve(
        _ host: String,
        _ port: UInt16,
        by deadline: ContinuousClock.Instant
    ) throws(Trouble) -> [Address] {
        let found = Mutex<[Address]?>(nil)
        let isDone = DispatchSemaphore(value: 0)
        let answer = Shared(found: found)
        OwnThread.start("resolve") {
            let addresses = lookUp(host, port)
            answer.found.withLock { $0 = addresses }
            isDone.signal()
        }
        guard isDone.wait(timeout: .now() + max(0, (deadline - .now).seconds)) == .success else { throw .unknownHost }
        let addresses = answer.found.withLock(\.self) ?? []
        guard !addresses.isEmpty else { throw .unknownHost }
        return addresses
    }

    private final class Shared: Sendable {
        let found: Mutex<[Address]?>

        init(found: consuming Mutex<[Address]?>) {
            self.found = found
        }
    }

    private static func lookUp(_ host: String, _ port: UInt16) -> [Address] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var addresses: [Address] = []
        var next = list
        while let entry = next?.pointee {
            let bytes = UnsafeRawBufferPointer(start: entry.ai_addr, count: Int(entry.ai_addrlen))
            addresses.append(Address(family: entry.ai_family, bytes: Array(bytes)))
            next = entry.ai_next
        }
        return addresses
    }

    private static func connect(_ address: Address, by deadline: ContinuousClock.Instant) -> Result<Int32, Trouble> {
        let descriptor = socket(address.family, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0, fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0 else { return .failure(.refused) }
        let isUnderWay = address.bytes.withUnsafeBytes { bytes -> Bool in
            guard let start = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return false }
            return Glibc.connect(descriptor, start, socklen_t(bytes.count)) == 0 || errno == EINPROGRESS
        }
        guard isUnderWay, wait(descriptor, POLLOUT, by: deadline) else {
            close(descriptor)
            return .failure(isUnderWay ? .noAnswer : .refused)
        }
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
        guard code == 0 else {
            close(descriptor)
            return .failure(code == ECONNREFUSED ? .refused : .noAnswer)
        }
        return .success(descriptor)
    }

    private static func wait(_ descriptor: Int32, _ event: Int32, by deadline: ContinuousClock.Instant) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(event), revents: 0)
        return poll(&request, 1, max(0, (deadline - .now).milliseconds)) > 0
    }
}
