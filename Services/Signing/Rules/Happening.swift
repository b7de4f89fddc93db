import Foundation
import Messages

/// What became of a flow: its state from now on, what goes into its evidence, and what is announced.
struct Happening: Sendable {
    var flow: Flow
    var evidence: [EvidenceEntry]
    var events: [any Event]
}

/// One step of how a contract came about; personal data stands in it masked only.
struct EvidenceEntry: Codable, Sendable {
    var kind: String
    var at: Date
    var role: PartyRole?
    var details: [String: String]
}
