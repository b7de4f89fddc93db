/// The hosts a client may talk to, fixed when it is made; nothing in a request can widen them.
package struct AllowedHosts: Sendable, ExpressibleByArrayLiteral {
    private var entries: Set<Entry> = []
    /// Entries that could not be read and therefore allow nothing.
    package private(set) var unreadable: [String] = []

    /// Each entry is `host`, `host:port`, or the beginning of a URL whose scheme, host and port are then exact.
    ///
    /// Without a port the scheme's default one is meant, never any port.
    package init(_ texts: [String]) {
        for text in texts {
            let withScheme = text.contains("://")
            if let url = try? OutboundURL(withScheme ? text : "https://\(text)") {
                let isPortGiven = withScheme || url.isPortGiven
                entries.insert(
                    Entry(scheme: withScheme ? url.scheme : nil, host: url.host, port: isPortGiven ? url.port : nil)
                )
            } else {
                unreadable.append(text)
            }
        }
    }

    package init(arrayLiteral elements: String...) {
        self.init(elements)
    }

    func contains(_ url: OutboundURL) -> Bool {
        let ports = url.port == url.defaultPort ? [url.port, nil] : [url.port]
        return ports.contains { port in
            entries.contains(Entry(scheme: url.scheme, host: url.host, port: port))
                || entries.contains(Entry(scheme: nil, host: url.host, port: port))
        }
    }

    private struct Entry: Hashable {
        let scheme: String?
        let host: String
        let port: Int?
    }
}
