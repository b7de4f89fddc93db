package import Cryptography
package import Postgres

extension SealedText: PostgresCodable {
    package static func decode(_ cell: PostgresCell) throws -> SealedText {
        try SealedText(envelope: String.decode(cell))
    }

    package var postgresBind: PostgresBind { .text(envelope) }
}

extension Sealed: PostgresCodable {
    package static func decode(_ cell: PostgresCell) throws -> Sealed { Sealed(try SealedText.decode(cell)) }

    package var postgresBind: PostgresBind { text.postgresBind }
}
