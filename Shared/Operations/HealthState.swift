import Synchronization

/// Which parts of the process are ready to work; the process is ready when all of them are.
package final class HealthState: Sendable {
    package struct Part: Sendable, Equatable {
        package let isReady: Bool
        package let detail: String?
    }

    private let parts = Mutex<[String: Part]>([:])

    package init() {}

    /// Records the state of one part; a part never mentioned does not count.
    package func set(_ part: String, ready: Bool, detail: String? = nil) {
        parts.withLock { $0[part] = Part(isReady: ready, detail: detail) }
    }

    package var snapshot: [String: Part] {
        parts.withLock { $0 }
    }

    /// False until at least one part has reported and all that have are ready.
    package var isReady: Bool {
        parts.withLock { parts in !parts.isEmpty && parts.values.allSatisfy(\.isReady) }
    }

    var json: String {
        let snapshot = snapshot
        let ready = !snapshot.isEmpty && snapshot.values.allSatisfy(\.isReady)
        let body = snapshot.sorted { $0.key < $1.key }.map { name, part in
            let detail = part.detail.map { ",\"detail\":\(JSONText.quote($0))" } ?? ""
            return "\(JSONText.quote(name)):{\"ready\":\(part.isReady)\(detail)}"
        }
        return "{\"ready\":\(ready),\"parts\":{\(body.joined(separator: ","))}}\n"
    }
}
