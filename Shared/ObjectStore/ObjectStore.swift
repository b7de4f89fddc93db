package import Foundation
package import Identifiers

/// Keeps whole files by their content: the same bytes of the same kind are one object, but for uploads.
///
/// Deleting therefore takes an object away from everybody who put the same bytes: only a kind's owner deletes. An upload
/// is an object of its own each time, as each ends with its own question.
package protocol ObjectStore: Sendable {
    /// Returns once the bytes are durable; putting the same bytes again is harmless, and another object if an upload.
    func put(_ bytes: Data, kind: ObjectKind) async throws(ObjectStoreError) -> ObjectReference

    /// Says that a row may soon refer to an object that somebody else put.
    func expect(_ reference: ObjectReference) async throws(ObjectStoreError)

    /// Returns exactly the bytes that were put, or throws `missing` or `damaged`.
    func get(_ reference: ObjectReference) async throws(ObjectStoreError) -> Data

    /// Deleting what is not there is no error.
    func delete(_ reference: ObjectReference) async throws(ObjectStoreError)

    func exists(_ reference: ObjectReference) async throws(ObjectStoreError) -> Bool

    /// Writes something of no consequence; throws when nothing could be put now.
    func probe() async throws(ObjectStoreError)
}

extension ObjectStore {
    /// Only who keeps track of its objects does something here.
    package func expect(_ reference: ObjectReference) async throws(ObjectStoreError) {}
}

extension ObjectReference {
    /// What it claims to refer to; nil when its key names no kind of ours.
    package var kind: ObjectKind? {
        key.firstIndex(of: "/").flatMap { ObjectKind(rawValue: String(key[..<$0])) }
    }
}

/// What an object is; the first part of its key.
package enum ObjectKind: String, Codable, CaseIterable, Sendable {
    /// Lies in the store only while somebody waits for an answer about it, and goes after a day like a note.
    case upload
    case template
    case document
    case pageImage = "page-image"
    /// What a revision adds to such images; goes after a day.
    case revisionPicture = "revision-picture"
    case handwriting
    case seal
    case evidence
    /// A file in a form that was handed in.
    case attachment

    /// Whether it must outlive a power cut: what need not can be made again, or is there for one question only.
    package var isLasting: Bool {
        switch self {
        case .upload, .pageImage, .revisionPicture: false
        default: true
        }
    }

    /// Whether the same bytes are one object: not where everybody takes away what he put, while others read the same.
    var isByContent: Bool { self != .upload }
}
