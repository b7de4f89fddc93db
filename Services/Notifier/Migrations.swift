import Postgres

/// This service's migrations in order; a line is never edited once it has landed.
let migrations = [
    Migration(
        name: "m0001_create_notifier",
        sql: String(decoding: PackageResources.m0001_create_notifier_sql, as: UTF8.self)
    ),
    Migration(
        name: "m0002_protect_notices",
        sql: String(decoding: PackageResources.m0002_protect_notices_sql, as: UTF8.self)
    ),
]
