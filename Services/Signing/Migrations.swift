import Postgres

/// This service's migrations in order; a line is never edited once it has landed.
let migrations = [
    Migration(
        name: "m0001_create_signing",
        sql: String(decoding: PackageResources.m0001_create_signing_sql, as: UTF8.self)
    ),
    Migration(
        name: "m0002_keep_consents",
        sql: String(decoding: PackageResources.m0002_keep_consents_sql, as: UTF8.self)
    ),
    Migration(
        name: "m0003_protect_flows",
        sql: String(decoding: PackageResources.m0003_protect_flows_sql, as: UTF8.self)
    ),
    Migration(
        name: "m0004_withdraw_flows",
        sql: String(decoding: PackageResources.m0004_withdraw_flows_sql, as: UTF8.self)
    ),
]
