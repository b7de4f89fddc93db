import CLibPQ
import Glibc

/// A connection with the simple protocol, for scripts of several statements; used on one thread.
final class ScriptConnection {
    private let connection: OpaquePointer

    init(url: String, applicationName: String) throws {
        let parameters = ConnectionParameters.common(
            url: url,
            applicationName: applicationName,
            timeout: .seconds(10)
        )
        let keys = parameters.map { strdup($0.0) } + [nil]
        let values = parameters.map { strdup($0.1) } + [nil]
        defer { for pointer in keys + values { free(pointer) } }
        let opened = PQconnectdbParams(keys.map { UnsafePointer($0) }, values.map { UnsafePointer($0) }, 1)
        guard let opened else { throw PostgresError.client(.cannotConnect, "out of memory") }
        suiyue_pq_silence_notices(opened)
        guard PQstatus(opened) == CONNECTION_OK else {
            let reason = ConnectionFailure.reason(String(cString: PQerrorMessage(opened)))
            PQfinish(opened)
            throw PostgresError.client(reason.state, reason.text)
        }
        connection = opened
    }

    deinit {
        PQfinish(connection)
    }

    /// Runs a script and returns the last statement's rows as text, NULL as nil.
    @discardableResult
    func run(_ script: String, named name: String? = nil) throws -> [[String?]] {
        guard let result = PQexec(connection, script) else {
            throw PostgresError.client(.connectionLost, "the connection was lost")
        }
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
            return []
        case PGRES_TUPLES_OK:
            return (0..<PQntuples(result)).map { row in
                (0..<PQnfields(result)).map { column in
                    PQgetisnull(result, row, column) == 1 ? nil : String(cString: PQgetvalue(result, row, column))
                }
            }
        default:
            throw PostgresError(result: result, statement: name)
        }
    }

    var isInTransaction: Bool { PQtransactionStatus(connection) == PQTRANS_INTRANS }

    /// The form in which a password may stand in CREATE ROLE: its verifier, so that logs never hold the password.
    func verifier(ofPassword password: String, role: String) throws -> String {
        guard let text = PQencryptPasswordConn(connection, password, role, "scram-sha-256") else {
            throw PostgresError.client(.misuse, "the password cannot be prepared")
        }
        defer { PQfreemem(text) }
        return String(cString: text)
    }
}
