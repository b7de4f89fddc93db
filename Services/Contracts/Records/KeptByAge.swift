import Messaging
import Postgres

extension KeptRows {
    /// What this service removes by age: notes that another revision took a document's place, and what it added.
    ///
    /// With a note a trigger removes the images of the earlier document's pages. After a day nobody is still loading them.
    static let ofContracts = [
        KeptRows(table: "superseded_revisions", by: "superseded_at", days: 1),
        KeptRows(table: "revision_pictures", by: "known_at", days: 1),
    ]
}
