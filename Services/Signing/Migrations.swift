import Postgres

/// This service's migrations in order; a line is never edited once it has landed.
let migrations = [
    Migration("m0001_create_signing", PackageResources.m0001_create_signing_sql),
    Migration("m0002_keep_consents", PackageResources.m0002_keep_consents_sql),
    Migration("m0003_protect_flows", PackageResources.m0003_protect_flows_sql),
    Migration("m0004_withdraw_flows", PackageResources.m0004_withdraw_flows_sql),
    Migration("m0005_allow_every_end", PackageResources.m0005_allow_every_end_sql),
    Migration("m0006_find_revoked", PackageResources.m0006_find_revoked_sql),
    Migration("m0007_list_seals", PackageResources.m0007_list_seals_sql),
    Migration("m0008_remove_by_age", PackageResources.m0008_remove_by_age_sql),
    Migration("m0009_track_objects", PackageResources.m0009_track_objects_sql),
    Migration("m0010_keep_signing_order", PackageResources.m0010_keep_signing_order_sql),
    Migration("m0011_mark_what_goes", PackageResources.m0011_mark_what_goes_sql),
]
