import Postgres

/// This service's migrations in order; a line is never edited once it has landed.
let migrations = [
    Migration("m0001_create_onboarding", PackageResources.m0001_create_onboarding_sql),
    Migration("m0002_keep_form_values", PackageResources.m0002_keep_form_values_sql),
    Migration("m0003_count_departments", PackageResources.m0003_count_departments_sql),
    Migration("m0004_list_in_order", PackageResources.m0004_list_in_order_sql),
    Migration("m0005_remove_by_age", PackageResources.m0005_remove_by_age_sql),
]
