import Postgres

/// This service's migrations in order; a line is never edited once it has landed.
let migrations = [
    Migration("m0001_create_contracts", PackageResources.m0001_create_contracts_sql),
    Migration("m0002_create_views", PackageResources.m0002_create_views_sql),
    Migration("m0003_protect_parties", PackageResources.m0003_protect_parties_sql),
    Migration("m0004_urge_and_relaunch", PackageResources.m0004_urge_and_relaunch_sql),
    Migration("m0005_tell_why_ended", PackageResources.m0005_tell_why_ended_sql),
    Migration("m0006_draw_pages_when_asked", PackageResources.m0006_draw_pages_when_asked_sql),
    Migration("m0007_count_by_state", PackageResources.m0007_count_by_state_sql),
    Migration("m0008_list_in_order", PackageResources.m0008_list_in_order_sql),
    Migration("m0009_track_objects", PackageResources.m0009_track_objects_sql),
    Migration("m0010_keep_signing_order", PackageResources.m0010_keep_signing_order_sql),
    Migration("m0011_mark_what_goes", PackageResources.m0011_mark_what_goes_sql),
    Migration("m0012_leave_page_images", PackageResources.m0012_leave_page_images_sql),
    Migration("m0013_keep_revision_pictures", PackageResources.m0013_keep_revision_pictures_sql),
]
