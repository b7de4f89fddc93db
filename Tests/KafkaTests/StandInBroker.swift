import Foundation
import Glibc
import Synchronization

@testable import Kafka

/// Somebody at a local port: a broker as far as the protocol's first questions go, answering as it is told to, or
/// nobody of the kind.
final class StandInBroker: Sendable {
    /// How it answers whatever comes.
    enum Manner: Sendable {
        /// Like a broker, by its `Script`.
        case broker(Script)
        /// With these bytes, once, and then an end.
        case bytes([UInt8])
        /// When the first line is there, as web servers do.
        case web
        case silent
        case closes
    }

    /// What comes where an answer should be.
    enum Instead: Sendable {
        /// An answer of these bytes.
        case bytes([UInt8])
        case silence
        case end
    }

    /// What a broker has and says.
    struct Script: Sendable {
        /// Versions by request; absent ones close the connection.
        var versions: [Int16: ClosedRange<Int16>] = StandInBroker.allVersions
        /// By request; of the question for versions the newer ones, which librdkafka asks and the look does not.
        var instead: [Int16: Instead] = [:]
        /// Topics with their partitions.
        var topics: [String: Int32] = [:]
        /// Answers to the wish for a topic, the first time and every time after; those not named are made.
        var answers: [String: [Int16]] = [:]
        /// Whether topics that are there are shown.
        var showsTopics = true
        /// The answer to who wants to number its writes.
        var numbering: Int16 = 0
        /// The answer to a login; nil when it wants none.
        var login: Int16?
        /// Where it says it can be reached; nil is the truth.
        var advertised: (host: String, port: Int32)?
    }

    static let allVersions: [Int16: ClosedRange<Int16>] = [
        0: 0...7, 1: 0...11, 2: 0...2, 3: 2...2, 8: 0...7, 9: 0...5, 10: 0...2, 11: 0...5, 12: 0...3, 13: 0...1,
        14: 0...3, 17: 0...1, 18: 0...0, 19: 0...4, 22: 0...1, 36: 0...0,
    ]

    fileprivate struct State {
        var script: Script
        var asked: [String] = []
    }

    private let manner: Manner
    private let state: Mutex<State>
    private let listener: Int32
    let port: UInt16

    init(_ manner: Manner) throws {
        self.manner = manner
        if case .broker(let script) = manner {
            state = Mutex(State(script: script))
        } else {
            state = Mutex(State(script: Script()))
        }
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let result = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) + listen(listener, 20) + getsockname(listener, $0, &size)
            }
        }
        guard result == 0 else { throw KafkaError(.other, "the stand-in has no port") }
        port = address.sin_port.bigEndian
        let thread = Thread { [weak self] in
            while let self, case let connection = accept(listener, nil, nil), connection >= 0 {
                Thread.detachNewThread { self.serve(connection) }
            }
        }
        thread.start()
    }

    var address: String { "127.0.0.1:\(port)" }

    /// The topics that were wished for, in the order of the requests.
    var asked: [String] { state.withLock(\.asked) }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func serve(_ connection: Int32) {
        defer { close(connection) }
        var hasLoggedIn = false
        while true {
            switch manner {
            case .closes: return
            case .silent, .web:
                guard let received = receive(connection, upTo: 4096) else { return }
                guard case .web = manner, received.contains(10) else { continue }
                return reply(connection, Array("HTTP/1.0 400 Bad Request\r\n\r\n".utf8))
            case .bytes(let bytes):
                guard receive(connection, upTo: 4096) != nil else { return }
                return reply(connection, bytes)
            case .broker:
                guard var head = receive(connection, exactly: 4).map(WireReader.init), let length = head.number(4),
                    (8...1_000_000).contains(length), let body = receive(connection, exactly: length),
                    let answer = answer(to: WireReader(body), &hasLoggedIn)
                else { return }
                if !answer.isEmpty { reply(connection, WireWriter.frame(answer)) }
            }
        }
    }

    /// Nil closes the connection, as brokers do with requests they do not know; no bytes are no answer.
    private func answer(to request: WireReader, _ hasLoggedIn: inout Bool) -> [UInt8]? {
        var request = request
        guard let key = request.number(2), let version = request.number(2), let correlation = request.number(4) else {
            return nil
        }
        _ = request.text()
        return state.withLock { state -> [UInt8]? in
            let script = state.script
            guard script.login == nil || hasLoggedIn || [17, 18, 36].contains(key) else { return nil }
            var writer = WireWriter()
            writer.number(correlation, 4)
            if let instead = script.instead[Int16(key)], key != 18 || version > 0 {
                return switch instead {
                case .bytes(let bytes): writer.bytes + bytes
                case .silence: []
                case .end: nil
                }
            }
            if key == 18 {
                writer.versions(script.versions, isAsUnderstood: version == 0)
                return writer.bytes
            }
            guard script.versions[Int16(key)]?.contains(Int16(version)) == true else { return nil }
            switch key {
            case 3: writer.metadata(script, port: Int32(port))
            case 17: writer.mechanisms()
            case 36:
                writer.number(Int(script.login ?? 0), 2)
                writer.text("the login is wrong")
                writer.number(0, 4)
                hasLoggedIn = script.login == 0
            case 19: state.make(&request, &writer)
            case 22:
                writer.number(0, 4)
                writer.number(Int(script.numbering), 2)
                writer.number(4711, 8)
                writer.number(0, 2)
            default: return nil
            }
            return writer.bytes
        }
    }

    private func receive(_ connection: Int32, upTo count: Int) -> [UInt8]? {
        var part = [UInt8](repeating: 0, count: count)
        let received = recv(connection, &part, count, 0)
        return received > 0 ? Array(part.prefix(received)) : nil
    }

    private func receive(_ connection: Int32, exactly count: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        while bytes.count < count {
            guard let part = receive(connection, upTo: count - bytes.count) else { return nil }
            bytes += part
        }
        return bytes
    }

    private func reply(_ connection: Int32, _ bytes: [UInt8]) {
        _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }
}

extension StandInBroker.State {
    /// CreateTopics: each topic has an answer of its own.
    fileprivate mutating func make(_ request: inout WireReader, _ writer: inout WireWriter) {
        let count = request.number(4) ?? 0
        writer.number(0, 4)
        writer.number(count, 4)
        for _ in 0..<count {
            let name = request.text() ?? ""
            let partitions = request.number(4) ?? 0
            request.skipCopiesAndSettings()
            asked.append(name)
            var left = script.answers[name] ?? [0]
            let code = left.count > 1 ? left.removeFirst() : left[0]
            script.answers[name] = left
            if code == 0 { script.topics[name] = Int32(partitions) }
            writer.text(name)
            writer.number(Int(code), 2)
            writer.text(nil)
        }
    }
}
