import Foundation

/// The binds of one statement laid out in the arrays libpq wants; reused from statement to statement.
struct BindBuffer {
    private(set) var types: [UInt32] = []
    private var storage: [UInt8] = []
    private var offsets: [Int] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []
    private var pointers: [UnsafePointer<CChar>?] = []

    /// Replaces the contents; throws when a value cannot be sent.
    mutating func fill(_ binds: [PostgresBind], statement: String) throws {
        types.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        formats.removeAll(keepingCapacity: true)
        if storage.capacity > 1 << 20 { storage = [] } else { storage.removeAll(keepingCapacity: true) }
        for bind in binds {
            types.append(bind.type)
            let start = storage.count
            let isBinary = try append(bind.payload, statement: statement)
            guard let isBinary else {
                offsets.append(-1)
                lengths.append(0)
                formats.append(0)
                continue
            }
            offsets.append(start)
            lengths.append(Int32(clamping: storage.count - start))
            formats.append(isBinary ? 1 : 0)
            if !isBinary { storage.append(0) }
        }
    }

    /// Returns true for the binary form, false for text, nil for NULL.
    private mutating func append(_ payload: PostgresBind.Payload, statement: String) throws -> Bool? {
        switch payload {
        case .null:
            return nil
        case .text(let text):
            let start = storage.count
            storage.append(contentsOf: text.utf8)
            // libpq would silently cut the text there.
            guard !storage[start...].contains(0) else {
                throw PostgresError.client(.badValue, "a text holds a zero character", statement: statement)
            }
            return false
        case .integer(let value):
            storage.append(contentsOf: String(value).utf8)
            return false
        case .bytes(let bytes):
            storage.append(contentsOf: bytes)
        case .data(let data):
            storage.append(contentsOf: data)
        case .uuid(let uuid):
            withUnsafeBytes(of: uuid.uuid) { storage.append(contentsOf: $0) }
        case .wideInteger(let value):
            storage.appendBigEndian(value)
        case .double(let value):
            storage.appendBigEndian(value.bitPattern)
        case .bool(let value):
            storage.append(value ? 1 : 0)
        case .invalid(let reason):
            throw PostgresError.client(.badValue, reason, statement: statement)
        }
        return true
    }

    mutating func withArrays<Result>(
        _ body: (
            Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) -> Result
    ) -> Result {
        let count = Int32(offsets.count)
        if count == 0 { return body(0, nil, nil, nil) }
        // An empty value still needs an address: a null pointer means NULL to libpq.
        if storage.isEmpty { storage.append(0) }
        return storage.withUnsafeBufferPointer { bytes in
            pointers.removeAll(keepingCapacity: true)
            for offset in offsets {
                let address = bytes.baseAddress.map { UnsafeRawPointer($0 + max(0, offset)) }
                pointers.append(offset < 0 ? nil : address?.assumingMemoryBound(to: CChar.self))
            }
            return pointers.withUnsafeBufferPointer { values in
                lengths.withUnsafeBufferPointer { lengths in
                    formats.withUnsafeBufferPointer { formats in
                        body(count, values.baseAddress, lengths.baseAddress, formats.baseAddress)
                    }
                }
            }
        }
    }
}
