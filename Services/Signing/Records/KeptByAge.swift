import Messaging

extension KeptRows {
    /// What this service removes by age; flows, certificates and evidence stay.
    static let ofSigning = [KeptRows(table: "willingness", by: "created_at", days: 30)]
}
