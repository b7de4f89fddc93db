/// One of a closed list of words, such as a status: a text on the wire, in rows and in the HTTP interface.
///
/// A word that is not in the list cannot be read, never taken for another: a process that is older than the word must
/// fail rather than write something else over it.
package protocol Word: RawRepresentable, CaseIterable, Codable, Hashable, Sendable where RawValue == String {}
