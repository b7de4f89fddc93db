/// One step of a schema; once applied its text must never change.
package struct Migration: Sendable, Equatable {
    /// Unique within the schema, for example `contracts-0001-drafts`.
    package let name: String
    /// Statements without BEGIN or COMMIT; `{{runtime_role}}` and `{{schema}}` stand for the quoted names.
    package let sql: String

    package init(name: String, sql: String) {
        self.name = name
        self.sql = sql
    }

    /// A migration whose text is built into the program.
    package init(_ name: String, _ text: [UInt8]) {
        self.init(name: name, sql: String(decoding: text, as: UTF8.self))
    }
}

/// A schema that cannot be brought up to date.
package enum MigrationProblem: Error, Sendable, Equatable, CustomStringConvertible {
    case changed(name: String)
    case unknownApplied(name: String)
    case duplicateName(name: String)
    case endsTransaction(name: String)
    case badName(String)
    case runtimeRoleOwnsSchema
    case runtimeRoleTooPowerful
    case runtimeRoleMissing
    case runtimeRoleChanged
    case lockTimedOut

    package var description: String {
        switch self {
        case .changed(let name): "migration \(name) was applied with another text"
        case .unknownApplied(let name): "migration \(name) was applied but this program does not know it"
        case .duplicateName(let name): "two migrations are named \(name)"
        case .endsTransaction(let name): "migration \(name) ends its own transaction"
        case .badName(let name): "\(name) is not a plain name"
        case .runtimeRoleOwnsSchema: "the runtime role must not be the owner"
        case .runtimeRoleTooPowerful: "the runtime role must not be superuser or bypass row-level security"
        case .runtimeRoleMissing: "the runtime role is missing and the owner may not create it"
        case .runtimeRoleChanged: "the schema was made for another runtime role"
        case .lockTimedOut: "another program is migrating this database"
        }
    }
}

/// The role a service runs as.
package struct RuntimeRole: Sendable, ExpressibleByStringLiteral {
    package let name: String
    /// Used only when the role has to be created.
    let password: String?

    package init(name: String, password: String? = nil) {
        self.name = name
        self.password = password
    }

    package init(stringLiteral value: String) {
        self.init(name: value)
    }
}
