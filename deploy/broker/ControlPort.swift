import Foundation
import Glibc
import Kafka

/// Lets a test on the same machine make the broker misbehave; answers each order with "ok" or "what?".
struct ControlPort {
    private let broker: EmbeddedBroker
    private let listener: Int32

    init(_ broker: EmbeddedBroker, port: UInt16) throws {
        self.broker = broker
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var reuse: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard listener >= 0, result == 0, listen(listener, 5) == 0 else {
            throw KafkaError(.configuration, "control port \(port) is not free")
        }
    }

    func start() {
        let thread = Thread {
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { continue }
                serve(FileHandle(fileDescriptor: connection, closeOnDealloc: true))
            }
        }
        thread.name = "control"
        thread.start()
    }

    private func serve(_ connection: FileHandle) {
        var unread = Data()
        while true {
            let bytes = connection.availableData
            guard !bytes.isEmpty, unread.count < 1_000 else { return }
            unread += bytes
            while let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                let order = String(decoding: unread[..<end], as: UTF8.self)
                unread.removeSubrange(...end)
                let answer = obey(order) ? "ok\n" : "what?\n"
                guard (try? connection.write(contentsOf: Data(answer.utf8))) != nil else { return }
            }
        }
    }

    private func obey(_ order: String) -> Bool {
        let words = order.split(whereSeparator: \.isWhitespace)
        switch words.first {
        case "down":
            broker.setUnreachable(true)
        case "up":
            broker.setUnreachable(false)
        case "drop-writes":
            guard words.count == 2, let count = Int(words[1]), (1...1_000).contains(count) else { return false }
            broker.dropWrites(count)
        case "delay":
            guard words.count == 2, let time = Int32(words[1]), (0...60_000).contains(time) else { return false }
            broker.delayAnswers(milliseconds: time)
        default:
            return false
        }
        return true
    }
}
