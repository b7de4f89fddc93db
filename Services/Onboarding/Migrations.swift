import Postgres

/// This service's migrations in order; a line is never edited once it has landed.
let migrations = [
    Migration(
        name: "m0001_create_onboarding",
        sql: String(decoding: PackageResources.m0001_create_onboarding_sql, as: UTF8.self)
    ),
    Migration(
        name: "m0002_keep_form_values",
        sql: String(decoding: PackageResources.m0002_keep_form_values_sql, as: UTF8.self)
    ),
]
