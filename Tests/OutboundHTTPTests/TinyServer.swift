import Foundation
import Synchronization

/// A server on a free port of 127.0.0.1 that misbehaves on demand: plain sockets, one thread for each connection.
final class TinyServer: Sendable {
    struct Request: Sendable {
        let connection: Int
        let method: String
        let target: String
        let headers: [String: String]
        let body: Data
    }

    enum Answer: Sendable {
        case reply(_ status: Int = 200, headers: [String: String] = [:], body: Data = Data())
        case raw(String)
        /// Says nothing until the client goes away.
        case silence
        case hangUp
    }

    let port: Int
    private let listener: Int32
    private let handler: @Sendable (Request) -> Answer
    private let state = Mutex(State())

    private struct State {
        var requests: [Request] = []
        var connections: [Int32] = []
        var isStopped = false
    }

    init(_ handler: @escaping @Sendable (Request) -> Answer) throws {
        (listener, port) = try Self.listen()
        self.handler = handler
        Thread { self.acceptAll() }.start()
    }

    var requests: [Request] {
        state.withLock { $0.requests }
    }

    var host: String {
        "127.0.0.1:\(port)"
    }

    func url(_ path: String) -> String {
        "http://\(host)\(path)"
    }

    func stop() {
        state.withLock { state in
            state.isStopped = true
            shutdown(listener, Int32(SHUT_RDWR))
            for connection in state.connections { shutdown(connection, Int32(SHUT_RDWR)) }
        }
    }

    /// A port that nobody listens on.
    static func closedPort() throws -> Int {
        let (descriptor, port) = try listen()
        close(descriptor)
        return port
    }

    private static func listen() throws -> (Int32, Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && Glibc.listen(descriptor, 128) == 0
                    && getsockname(descriptor, $0, &size) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRINUSE) }
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }

    private func acceptAll() {
        var count = 0
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { break }
            count += 1
            let number = count
            let isWelcome = state.withLock { state in
                if !state.isStopped { state.connections.append(connection) }
                return !state.isStopped
            }
            guard isWelcome else { continue }
            Thread { self.serve(connection, number: number) }.start()
        }
        close(listener)
    }

    private func serve(_ connection: Int32, number: Int) {
        defer {
            state.withLock { $0.connections.removeAll { $0 == connection } }
            close(connection)
        }
        var input = Data()
        while let request = readRequest(from: connection, number: number, buffer: &input) {
            state.withLock { $0.requests.append(request) }
            switch handler(request) {
            case .reply(let status, let headers, let body):
                var head = "HTTP/1.1 \(status) Told\r\n"
                if headers["Content-Length"] == nil { head += "Content-Length: \(body.count)\r\n" }
                head += headers.map { "\($0): \($1)\r\n" }.joined() + "\r\n"
                guard send(Data(head.utf8) + (request.method == "HEAD" ? Data() : body), to: connection) else { return }
            case .raw(let text):
                guard send(Data(text.utf8), to: connection) else { return }
            case .silence:
                var byte: UInt8 = 0
                while read(connection, &byte, 1) > 0 {}
                return
            case .hangUp:
                return
            }
        }
    }

    private func readRequest(from connection: Int32, number: Int, buffer: inout Data) -> Request? {
        let end = Data("\r\n\r\n".utf8)
        while true {
            if let range = buffer.range(of: end) {
                let lines = String(decoding: buffer[..<range.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
                let words = lines[0].components(separatedBy: " ")
                var headers: [String: String] = [:]
                for line in lines.dropFirst() {
                    let parts = line.split(separator: ":", maxSplits: 1)
                    headers[parts[0].lowercased()] =
                        parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
                }
                let length = headers["content-length"].flatMap { Int($0) } ?? 0
                if buffer.distance(from: range.upperBound, to: buffer.endIndex) >= length {
                    let body = Data(buffer[range.upperBound...].prefix(length))
                    buffer = Data(buffer[range.upperBound...].dropFirst(length))
                    return Request(connection: number, method: words[0], target: words[1], headers: headers, body: body)
                }
            }
            var chunk = [UInt8](repeating: 0, count: 65_536)
            let count = read(connection, &chunk, chunk.count)
            guard count > 0 else { return nil }
            buffer.append(contentsOf: chunk[..<count])
        }
    }

    private func send(_ data: Data, to connection: Int32) -> Bool {
        data.withUnsafeBytes { bytes in
            var sent = 0
            while sent < bytes.count {
                let count = Glibc.send(
                    connection,
                    bytes.baseAddress?.advanced(by: sent),
                    bytes.count - sent,
                    Int32(MSG_NOSIGNAL)
                )
                guard count > 0 else { return false }
                sent += count
            }
            return true
        }
    }
}
