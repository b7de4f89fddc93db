import Postgres

/// This service's migrations in order; a line is never edited once it has landed.
let migrations = [
    Migration(
        name: "m0001_create_contracts",
        sql: String(decoding: PackageResources.m0001_create_contracts_sql, as: UTF8.self)
    ),
    Migration(
        name: "m0002_create_views",
        sql: String(decoding: PackageResources.m0002_create_views_sql, as: UTF8.self)
    ),
    Migration(
        name: "m0003_protect_parties",
        sql: String(decoding: PackageResources.m0003_protect_parties_sql, as: UTF8.self)
    ),
    Migration(
        name: "m0004_urge_and_relaunch",
        sql: String(decoding: PackageResources.m0004_urge_and_relaunch_sql, as: UTF8.self)
    ),
]
