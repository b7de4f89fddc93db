package import Foundation

extension Stack {
    /// The names of all topics.
    package func topics() async throws -> [String] {
        let listing = try await OutsideTool.run(["kcat", "-b", try brokerAddress, "-L", "-J"])
        guard let read = try? JSONValue(parsing: Data(listing.output.utf8)) else {
            throw WaitedInVain("the brokers' topics: \(listing.output)")
        }
        return read["topics"].items.compactMap { $0["topic"].text }
    }

    /// Writes everything that lies in a topic to a file: keys, headers and values, each on a line.
    package func copy(topic: String, to file: URL) async throws {
        let verdict = try await OutsideTool.run(
            [
                "kcat", "-b", try brokerAddress, "-C", "-t", topic, "-o", "beginning", "-e", "-q",
                "-X", "fetch.wait.max.ms=5", "-f", "%k\\n%h\\n%s\\n",
            ],
            output: file
        )
        guard verdict.status == 0 else { throw WaitedInVain("the messages of \(topic)") }
    }

    /// The headers of the messages that were given up, as far as the broker still has them.
    package func deadLetters() async throws -> [String] {
        var letters: [String] = []
        for topic in try await topics() where topic.hasSuffix(".dead-letters") {
            let verdict = try await OutsideTool.run(
                [
                    "kcat", "-b", try brokerAddress, "-C", "-t", topic, "-o", "beginning", "-e", "-q",
                    "-X", "fetch.wait.max.ms=5", "-f", "%h\\n",
                ]
            )
            letters += verdict.output.split(separator: "\n").map(String.init)
        }
        return letters
    }
}
