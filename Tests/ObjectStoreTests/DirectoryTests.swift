import Foundation
import Identifiers
import Testing

@testable import ObjectStore

struct `Objects in a directory` {
    @Test func `that are notes are read by another process under their identifier until they are removed`() async throws
    {
        try await withTemporaryDirectory { path in
            let keys = try sealingKeys()
            let writer = EncryptedObjectStore(base: try DirectoryObjectStore(path: path), keys: keys)
            let reader = EncryptedObjectStore(base: try DirectoryObjectStore(path: path), keys: keys)
            let id = UUID()
            #expect(try await reader.note(id) == nil)
            try await writer.writeNote(Data("first".utf8), as: id)
            try await writer.writeNote(plainDocument, as: id)
            #expect(try await reader.note(id) == plainDocument)
            #expect(try await reader.note(UUID()) == nil)
            let file = try #require(files(below: path).first)
            #expect(try Data(contentsOf: URL(fileURLWithPath: file)).range(of: Data(plainSentence.utf8)) == nil)
            try await reader.removeNote(id)
            try await reader.removeNote(id)
            #expect(try await writer.note(id) == nil)
        }
    }

    @Test func `that are notes or uploads nobody removed go after a day, and nothing else does`() async throws {
        try await withTemporaryDirectory { path in
            let keys = try sealingKeys()
            let store = EncryptedObjectStore(base: try DirectoryObjectStore(path: path), keys: keys)
            let (old, fresh) = (UUID(), UUID())
            let document = try await store.put(plainDocument, kind: .document)
            try await store.writeNote(Data("old".utf8), as: old)
            let upload = try await store.put(Data("looked at".utf8), kind: .upload)
            for file in files(below: path) {
                let yesterday = Date(timeIntervalSinceNow: -90_000)
                try FileManager.default.setAttributes([.modificationDate: yesterday], ofItemAtPath: file)
            }
            try await store.writeNote(Data("fresh".utf8), as: fresh)
            let again = EncryptedObjectStore(base: try DirectoryObjectStore(path: path), keys: keys)
            #expect(try await again.note(old) == nil)
            #expect(try await again.exists(upload) == false)
            #expect(try await again.note(fresh) == Data("fresh".utf8))
            #expect(try await again.get(document) == plainDocument)
        }
    }

    @Test func `come back byte for byte, and putting twice is one object`() async throws {
        try await withTemporaryDirectory { path in
            let store = EncryptedObjectStore(base: try DirectoryObjectStore(path: path), keys: try sealingKeys())
            let reference = try await store.put(plainDocument, kind: .document)
            #expect(try await store.put(plainDocument, kind: .document) == reference)
            #expect(try await store.get(reference) == plainDocument)
            #expect(reference.key.hasPrefix("document/"))
            #expect(!reference.key.contains(reference.sha256))
            #expect(reference.size == plainDocument.count)
            #expect(try await store.put(plainDocument, kind: .upload).key != reference.key)
            #expect(files(below: path).count == 2)
        }
    }

    @Test func `that are uploads are one each, so that none goes with another of the same content`() async throws {
        try await withTemporaryDirectory { path in
            let keys = try sealingKeys()
            let one = EncryptedObjectStore(base: try DirectoryObjectStore(path: path), keys: keys)
            let other = EncryptedObjectStore(base: try DirectoryObjectStore(path: path), keys: keys)
            let first = try await one.put(plainDocument, kind: .upload)
            let second = try await other.put(plainDocument, kind: .upload)
            #expect(first.key != second.key && first.sha256 == second.sha256)
            #expect(second.kind == .upload)
            try await one.delete(first)
            #expect(try await one.get(second) == plainDocument)
        }
    }

    @Test func `that were put by content as uploads are read like others`() async throws {
        try await withTemporaryDirectory { path in
            let keys = try sealingKeys()
            let store = EncryptedObjectStore(base: try DirectoryObjectStore(path: path), keys: keys)
            // As an older instance names it.
            let document = try store.reference(to: plainDocument, kind: .document)
            let name = document.key.replacing("document/", with: "upload/")
            let upload = ObjectReference(key: name, sha256: document.sha256, size: document.size)
            try await store.put(plainDocument, as: upload)
            #expect(try await store.get(upload) == plainDocument)
        }
    }

    @Test func `can be empty or large`() async throws {
        try await withTemporaryDirectory { path in
            let store = EncryptedObjectStore(base: try DirectoryObjectStore(path: path), keys: try sealingKeys())
            for bytes in [Data(), Data((0..<(10 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 7) })] {
                #expect(try await store.get(store.put(bytes, kind: .upload)) == bytes)
            }
        }
    }

    @Test func `are unreadable to others and hold no plain text`() async throws {
        try await withTemporaryDirectory { path in
            let store = EncryptedObjectStore(base: try DirectoryObjectStore(path: path), keys: try sealingKeys())
            let reference = try await store.put(plainDocument, kind: .document)
            let files = files(below: path)
            let file = try #require(files.first)
            let name = reference.key.dropFirst("document/".count)
            #expect(file == "\(path)/document/\(name.prefix(2))/\(name.dropFirst(2).prefix(2))/\(name)")
            let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
            for part in [plainSentence, "13800000001", "%PDF", reference.sha256] {
                #expect(bytes.range(of: Data(part.utf8)) == nil)
            }
            #expect(try permissions(of: file) == 0o600)
            #expect(try permissions(of: path) == 0o700)
            #expect(try permissions(of: "\(path)/document") == 0o700)
        }
    }

    @Test func `that are damaged, cut short or swapped are refused`() async throws {
        try await withTemporaryDirectory { path in
            let base = try DirectoryObjectStore(path: path)
            let store = EncryptedObjectStore(base: base, keys: try sealingKeys())
            let reference = try await store.put(plainDocument, kind: .document)
            let other = try await store.put(Data("another".utf8), kind: .document)
            let key = try BlobKey(reference.key)
            let sealed = try await base.read(key)
            var flipped = sealed
            flipped[flipped.count - 1] ^= 1
            for bytes in [flipped, sealed.dropLast(), Data(), plainDocument, try await base.read(BlobKey(other.key))] {
                try await base.write(Data(bytes), key: key)
                #expect(await problem { () throws(ObjectStoreError) in try await store.get(reference) } == .damaged)
            }
            _ = try await store.put(plainDocument, kind: .document)
            #expect(try await store.get(reference) == plainDocument)
        }
    }

    @Test func `that are not the content referred to are refused`() async throws {
        try await withTemporaryDirectory { path in
            let store = EncryptedObjectStore(base: try DirectoryObjectStore(path: path), keys: try sealingKeys())
            let good = try await store.put(plainDocument, kind: .document)
            let otherSize = ObjectReference(key: good.key, sha256: good.sha256, size: good.size + 1)
            let otherDigest = ObjectReference(key: good.key, sha256: String(good.sha256.reversed()), size: good.size)
            for reference in [otherSize, otherDigest] {
                #expect(await problem { () throws(ObjectStoreError) in try await store.get(reference) } == .damaged)
            }
        }
    }

    @Test func `sealed under other keys are refused`() async throws {
        try await withTemporaryDirectory { path in
            let base = try DirectoryObjectStore(path: path)
            let reference = try await EncryptedObjectStore(base: base, keys: try sealingKeys())
                .put(plainDocument, kind: .document)
            let stranger = EncryptedObjectStore(base: base, keys: try sealingKeys())
            #expect(await problem { () throws(ObjectStoreError) in try await stranger.get(reference) } == .damaged)
        }
    }

    @Test func `can be deleted, more than once`() async throws {
        try await withTemporaryDirectory { path in
            let store = EncryptedObjectStore(base: try DirectoryObjectStore(path: path), keys: try sealingKeys())
            let reference = try await store.put(plainDocument, kind: .document)
            #expect(try await store.exists(reference))
            try await store.delete(reference)
            try await store.delete(reference)
            #expect(try await store.exists(reference) == false)
            #expect(await problem { () throws(ObjectStoreError) in try await store.get(reference) } == .missing)
        }
    }

    @Test func `put by many at once are all whole`() async throws {
        try await withTemporaryDirectory { path in
            let store = EncryptedObjectStore(base: try DirectoryObjectStore(path: path), keys: try sealingKeys())
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        let bytes = Data(repeating: UInt8(number % 4), count: 100_000)
                        return try await store.get(store.put(bytes, kind: .pageImage)) == bytes
                    }
                }
                for try await isSame in group { #expect(isSame) }
            }
            #expect(files(below: path).count == 4)
        }
    }

    @Test(arguments: [
        "../../etc/passwd", "document/../x", "document", "document/", "/0123456789abcdef0123456789abcdef",
        "document/0123456789ABCDEF0123456789ABCDEF", "document/0123456789abcdef0123456789abcde/",
        "文/0123456789abcdef0123456789abcdef", "document/0123456789abcdef", "a/b/0123456789abcdef0123456789abcdef", "",
    ])
    func `have no other keys than ours`(key: String) async throws {
        try await withTemporaryDirectory { path in
            let store = EncryptedObjectStore(base: try DirectoryObjectStore(path: path), keys: try sealingKeys())
            let reference = ObjectReference(key: key, sha256: "", size: 0)
            #expect(await problem { () throws(ObjectStoreError) in try await store.get(reference) } == .invalidKey)
            #expect(await problem { () throws(ObjectStoreError) in try await store.delete(reference) } == .invalidKey)
        }
    }

    @Test func `half-written a day ago are taken away at the next start, newer ones stay`() async throws {
        try await withTemporaryDirectory { path in
            _ = try DirectoryObjectStore(path: path)
            for (name, age) in [("old", 100_000.0), ("new", 10.0)] {
                let file = "\(path)/.incoming/\(name)"
                try Data("x".utf8).write(to: URL(fileURLWithPath: file))
                let attributes = [FileAttributeKey.modificationDate: Date(timeIntervalSinceNow: -age)]
                try FileManager.default.setAttributes(attributes, ofItemAtPath: file)
            }
            _ = try DirectoryObjectStore(path: path)
            #expect(files(below: path) == ["\(path)/.incoming/new"])
        }
    }

    @Test func `need a directory that is one`() async throws {
        try await withTemporaryDirectory { path in
            try Data().write(to: URL(fileURLWithPath: path))
            #expect(throws: ObjectStoreError.self) { try DirectoryObjectStore(path: path) }
        }
    }

    @Test func `can be probed without leaving anything behind`() async throws {
        try await withTemporaryDirectory { path in
            let store = EncryptedObjectStore(base: try DirectoryObjectStore(path: path), keys: try sealingKeys())
            try await store.probe()
            #expect(files(below: path).isEmpty)
        }
    }

    @Test func `are out of reach and not lost while their directory is away`() async throws {
        try await withTemporaryDirectory { path in
            let store = EncryptedObjectStore(base: try DirectoryObjectStore(path: path), keys: try sealingKeys())
            let reference = try await store.put(plainDocument, kind: .document)
            try FileManager.default.moveItem(atPath: path, toPath: path + "-away")
            defer { try? FileManager.default.removeItem(atPath: path + "-away") }
            #expect(await problem { () throws(ObjectStoreError) in try await store.probe() } == .unavailable)
            #expect(await problem { () throws(ObjectStoreError) in try await store.get(reference) } == .unavailable)
            let put = await problem { () throws(ObjectStoreError) in try await store.put(Data("x".utf8), kind: .upload)
            }
            #expect(put == .unavailable)
            #expect(!FileManager.default.fileExists(atPath: path))
            try FileManager.default.moveItem(atPath: path + "-away", toPath: path)
            try await store.probe()
            #expect(try await store.get(reference) == plainDocument)
        }
    }

    private func files(below path: String) -> [String] {
        let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        return names.map { "\(path)/\($0)" }.filter { file in
            var isDirectory: ObjCBool = false
            return FileManager.default.fileExists(atPath: file, isDirectory: &isDirectory) && !isDirectory.boolValue
        }
    }

    private func permissions(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
