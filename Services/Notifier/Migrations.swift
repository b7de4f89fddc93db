import Postgres

/// This service's migrations in order; a line is never edited once it has landed.
let migrations = [
    Migration("m0001_create_notifier", PackageResources.m0001_create_notifier_sql),
    Migration("m0002_protect_notices", PackageResources.m0002_protect_notices_sql),
    Migration("m0003_count_unread", PackageResources.m0003_count_unread_sql),
    Migration("m0004_remove_by_age", PackageResources.m0004_remove_by_age_sql),
    Migration("m0005_find_old_texts", PackageResources.m0005_find_old_texts_sql),
]
