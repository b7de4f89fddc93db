-- The documents that this service has put or heard of. What a command stored that failed afterwards, no row refers to:
-- housekeeping deletes it after a day. What a row has referred to once stays.
CREATE TABLE stored_objects (
    key text PRIMARY KEY,
    reference jsonb NOT NULL,
    put_at timestamptz NOT NULL,
    is_referred boolean NOT NULL DEFAULT false
);
CREATE INDEX stored_objects_loose ON stored_objects (put_at) WHERE NOT is_referred;

CREATE FUNCTION keep_document() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $function$
BEGIN
    INSERT INTO stored_objects (key, reference, put_at, is_referred)
    VALUES (NEW.document ->> 'key', NEW.document, now(), true)
    ON CONFLICT (key) DO UPDATE SET is_referred = true WHERE NOT stored_objects.is_referred;
    RETURN NULL;
END
$function$;
CREATE TRIGGER keep_new_document AFTER INSERT ON contracts
    FOR EACH ROW WHEN (NEW.document IS NOT NULL) EXECUTE FUNCTION keep_document();
CREATE TRIGGER keep_document AFTER UPDATE OF document ON contracts
    FOR EACH ROW WHEN (NEW.document IS DISTINCT FROM OLD.document AND NEW.document IS NOT NULL)
    EXECUTE FUNCTION keep_document();

-- The owner of the tables is bound by their policies as well, and acts for nobody.
ALTER TABLE contracts NO FORCE ROW LEVEL SECURITY;
INSERT INTO stored_objects (key, reference, put_at, is_referred)
SELECT DISTINCT ON (document ->> 'key') document ->> 'key', document, now(), true
FROM contracts WHERE document IS NOT NULL;
ALTER TABLE contracts FORCE ROW LEVEL SECURITY;
