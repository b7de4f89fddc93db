import Foundation
package import Logging

/// Writes each entry as one JSON line: time, level, service, label, message, then the metadata's own keys.
package struct JSONLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    package var logLevel: Logger.Level

    private let service: String
    private let label: String
    private let write: @Sendable (String) -> Void

    package init(
        service: String,
        label: String,
        logLevel: Logger.Level,
        write: @escaping @Sendable (String) -> Void
    ) {
        self.service = service
        self.label = label
        self.logLevel = logLevel
        self.write = write
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var entries = metadata
        if let provided = metadataProvider?.get() { entries.merge(provided) { _, new in new } }
        if let own = event.metadata { entries.merge(own) { _, new in new } }
        if let error = event.error, entries["error"] == nil { entries["error"] = "\(error)" }

        var line = "{\"time\":\(JSONText.quote(Self.time.format(Date())))"
        line += ",\"level\":\(JSONText.quote(event.level.rawValue))"
        line += ",\"service\":\(JSONText.quote(service))"
        if label != service { line += ",\"label\":\(JSONText.quote(label))" }
        line += ",\"message\":\(JSONText.quote(event.message.description))"
        for (key, value) in entries.sorted(by: { $0.key < $1.key }) {
            line += ",\(JSONText.quote(key)):\(Self.json(value))"
        }
        write(line + "}\n")
    }

    /// One `write` call per line, so that lines of different threads never mix.
    static let standardError: @Sendable (String) -> Void = { line in
        FileHandle.standardError.write(Data(line.utf8))
    }

    private static let time = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    private static func json(_ value: Logger.Metadata.Value) -> String {
        switch value {
        case .string(let text): JSONText.quote(text)
        case .stringConvertible(let value): JSONText.quote(value.description)
        case .array(let values): "[" + values.map { json($0) }.joined(separator: ",") + "]"
        case .dictionary(let entries):
            "{"
                + entries.sorted { $0.key < $1.key }
                .map { "\(JSONText.quote($0.key)):\(json($0.value))" }
                .joined(separator: ",") + "}"
        }
    }
}
