package import Foundation
package import Identifiers

extension UUID: PostgresArrayElement {
    package static var postgresArrayType: UInt32 { PostgresType.uuidArray }
}

extension Identifier: PostgresArrayElement {
    package static var postgresArrayType: UInt32 { PostgresType.uuidArray }
}

extension Data: PostgresArrayElement {
    package static var postgresArrayType: UInt32 { PostgresType.byteaArray }
}

extension Date: PostgresArrayElement {
    package static var postgresArrayType: UInt32 { PostgresType.timestamptzArray }
}
