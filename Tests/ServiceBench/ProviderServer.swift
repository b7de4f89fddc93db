package import Foundation
import Glibc
import Synchronization

/// An outside provider on a free port of 127.0.0.1: JSON in, JSON out, one connection for each question.
package final class ProviderServer: Sendable {
    package struct Question: Sendable {
        package let path: String
        package let authorization: String?
        package let body: Data

        /// One value of the question's JSON object, as text.
        package func text(_ key: String) -> String? {
            (try? JSONSerialization.jsonObject(with: body) as? [String: Any])?[key] as? String
        }
    }

    package struct Answer: Sendable {
        var status: Int
        var headers: [String: String]
        var json: String

        package init(_ json: String = "{}", status: Int = 200, headers: [String: String] = [:]) {
            self.status = status
            self.headers = headers
            self.json = json
        }
    }

    private struct State {
        var questions: [Question] = []
        var answer: @Sendable (Question) -> Answer
    }

    package let url: String
    private let listener: Int32
    private let state: Mutex<State>

    /// Begins to listen; `answer` may be changed later by ``reply(_:)``.
    package init(_ answer: @escaping @Sendable (Question) -> Answer) throws {
        state = Mutex(State(answer: answer))
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = listener
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && listen(descriptor, 64) == 0
                    && getsockname(descriptor, $0, &size) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRINUSE) }
        url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
        Thread { [weak self] in
            while true {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0 else { break }
                self?.serve(connection)
                close(connection)
            }
            close(descriptor)
        }.start()
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    /// What it was asked so far.
    package var questions: [Question] { state.withLock { $0.questions } }

    /// Answers otherwise from now on.
    package func reply(_ answer: @escaping @Sendable (Question) -> Answer) {
        state.withLock { $0.answer = answer }
    }

    private func serve(_ connection: Int32) {
        guard let question = read(from: connection) else { return }
        let answer = state.withLock { state in
            state.questions.append(question)
            return state.answer
        }(question)
        let body = Data(answer.json.utf8)
        var head = "HTTP/1.1 \(answer.status) Told\r\nConnection: close\r\nContent-Length: \(body.count)\r\n"
        head += answer.headers.map { "\($0): \($1)\r\n" }.joined() + "\r\n"
        let bytes = [UInt8](Data(head.utf8) + body)
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                send(connection, $0.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    private func read(from connection: Int32) -> Question? {
        var buffer = Data()
        while true {
            if let end = buffer.range(of: Data("\r\n\r\n".utf8)) {
                let lines = String(decoding: buffer[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
                let words = lines[0].components(separatedBy: " ")
                var headers: [String: String] = [:]
                for line in lines.dropFirst() {
                    let parts = line.split(separator: ":", maxSplits: 1)
                    headers[parts[0].lowercased()] = parts.last?.trimmingCharacters(in: .whitespaces)
                }
                let length = headers["content-length"].flatMap { Int($0) } ?? 0
                let body = buffer[end.upperBound...]
                if body.count >= length, words.count > 1 {
                    return Question(
                        path: words[1],
                        authorization: headers["authorization"],
                        body: Data(body.prefix(length))
                    )
                }
            }
            var chunk = [UInt8](repeating: 0, count: 16_384)
            let count = Glibc.read(connection, &chunk, chunk.count)
            guard count > 0 else { return nil }
            buffer.append(contentsOf: chunk[..<count])
        }
    }
}
