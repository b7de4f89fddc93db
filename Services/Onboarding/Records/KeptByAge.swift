import Messaging
import Postgres

extension KeptRows {
    /// What this service removes by age: the name and phone of whoever never answered.
    static let ofOnboarding = [
        KeptRows(table: "invitations", by: "expires_at", days: 90, where: "status = 'sent'")
    ]
}
