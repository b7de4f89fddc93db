/// The first message of a TLS connection, as a question: whoever speaks TLS answers it, with its hello or an alert.
enum TLSHello {
    /// What the first byte of an answer says in TLS: an alert or a handshake.
    static let answers: [UInt8] = [0x15, 0x16]

    /// A hello of TLS 1.2 and 1.3 that any server finds something to choose from.
    static func bytes() -> [UInt8] {
        let ciphers: [UInt16] = [
            0x1301, 0x1302, 0x1303, 0xc02b, 0xc02c, 0xc02f, 0xc030, 0xcca8, 0xcca9, 0x009c, 0x009d, 0x002f, 0x0035,
        ]
        let signatures: [UInt16] = [0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601]
        let extensions =
            named(0x000a, counted(numbers([0x001d, 0x0017, 0x0018])))
            + named(0x000b, [0x01, 0x00])
            + named(0x000d, counted(numbers(signatures)))
            + named(0x002b, [0x04] + numbers([0x0304, 0x0303]))
            // No key yet: a server of TLS 1.3 asks for the one it wants.
            + named(0x0033, counted([]))
        let random = (0..<32).map { _ in UInt8.random(in: 0...255) }
        let body = numbers([0x0303]) + random + [0x00] + counted(numbers(ciphers)) + [0x01, 0x00] + counted(extensions)
        return [0x16, 0x03, 0x01] + counted([0x01, 0x00] + counted(body))
    }

    private static func numbers(_ values: [UInt16]) -> [UInt8] {
        values.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
    }

    private static func counted(_ bytes: [UInt8]) -> [UInt8] { numbers([UInt16(bytes.count)]) + bytes }

    private static func named(_ name: UInt16, _ content: [UInt8]) -> [UInt8] { numbers([name]) + counted(content) }
}
