import Postgres

/// This service's migrations in order; a line is never edited once it has landed.
let migrations = [
    Migration(
        name: "m0001_create_identity",
        sql: String(decoding: PackageResources.m0001_create_identity_sql, as: UTF8.self)
    ),
    Migration(
        name: "m0002_protect_accounts",
        sql: String(decoding: PackageResources.m0002_protect_accounts_sql, as: UTF8.self)
    ),
    Migration(
        name: "m0003_create_operation_log",
        sql: String(decoding: PackageResources.m0003_create_operation_log_sql, as: UTF8.self)
    ),
    Migration(
        name: "m0004_keep_when_codes_were_sent",
        sql: String(decoding: PackageResources.m0004_keep_when_codes_were_sent_sql, as: UTF8.self)
    ),
]
