-- A later revision of a document takes its place; the images of the earlier one are removed some time after, and those
-- that no other document shows are then objects that nothing refers to.
CREATE TABLE superseded_revisions (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    document_sha256 text NOT NULL,
    superseded_at timestamptz NOT NULL
);
CREATE INDEX superseded_revisions_by_age ON superseded_revisions (superseded_at);
-- An image can be that of very many pages; whether of any is all that is asked for.
CREATE INDEX page_images_by_image ON page_images USING hash ((image ->> 'key'));

CREATE FUNCTION leave_page_images() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $function$
BEGIN
    INSERT INTO superseded_revisions (document_sha256, superseded_at) VALUES (OLD.document ->> 'sha256', now());
    RETURN NULL;
END
$function$;
CREATE TRIGGER leave_page_images AFTER UPDATE OF document ON contracts
    FOR EACH ROW
    WHEN (NEW.document ->> 'sha256' IS DISTINCT FROM OLD.document ->> 'sha256' AND OLD.document IS NOT NULL)
    EXECUTE FUNCTION leave_page_images();

CREATE FUNCTION remove_page_images() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $function$
DECLARE
    images jsonb[];
BEGIN
    -- One after the other: of two that remove the last two mentions of an image, each would leave it to the other.
    PERFORM pg_advisory_xact_lock(hashtext(current_schema() || '.page images'));
    WITH gone AS (
        DELETE FROM page_images USING removed
        WHERE page_images.document_sha256 = removed.document_sha256
        RETURNING image
    )
    SELECT array_agg(DISTINCT image) INTO images FROM gone;
    INSERT INTO stored_objects (key, reference, put_at)
    SELECT lost.image ->> 'key', lost.image, now()
    FROM unnest(images) AS lost (image)
    WHERE (SELECT true FROM page_images AS other WHERE other.image ->> 'key' = lost.image ->> 'key' LIMIT 1) IS NULL
    ON CONFLICT (key) DO NOTHING;
    RETURN NULL;
END
$function$;
CREATE TRIGGER remove_page_images AFTER DELETE ON superseded_revisions REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION remove_page_images();

-- An image that was left and is drawn again is referred to again.
CREATE FUNCTION keep_page_image() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $function$
BEGIN
    DELETE FROM stored_objects WHERE key = NEW.image ->> 'key';
    RETURN NULL;
END
$function$;
CREATE TRIGGER keep_page_image AFTER INSERT OR UPDATE OF image ON page_images
    FOR EACH ROW EXECUTE FUNCTION keep_page_image();

-- The owner of the tables is bound by their policies as well, and acts for nobody.
ALTER TABLE contracts NO FORCE ROW LEVEL SECURITY;
INSERT INTO superseded_revisions (document_sha256, superseded_at)
SELECT DISTINCT document_sha256, now() FROM page_images AS p
WHERE NOT EXISTS (SELECT FROM contracts AS c WHERE c.document ->> 'sha256' = p.document_sha256);
ALTER TABLE contracts FORCE ROW LEVEL SECURITY;
