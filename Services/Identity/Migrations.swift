import Postgres

/// This service's migrations in order; a line is never edited once it has landed.
let migrations = [
    Migration("m0001_create_identity", PackageResources.m0001_create_identity_sql),
    Migration("m0002_protect_accounts", PackageResources.m0002_protect_accounts_sql),
    Migration("m0003_create_operation_log", PackageResources.m0003_create_operation_log_sql),
    Migration("m0004_keep_when_codes_were_sent", PackageResources.m0004_keep_when_codes_were_sent_sql),
    Migration("m0005_list_in_order", PackageResources.m0005_list_in_order_sql),
    Migration("m0006_remove_by_age", PackageResources.m0006_remove_by_age_sql),
]
