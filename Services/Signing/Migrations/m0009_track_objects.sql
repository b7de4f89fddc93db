-- The documents, drawn signatures and seals that this service has put or was handed. What a command stored that failed
-- afterwards, no row refers to: housekeeping deletes it after a day. What a row has referred to once stays.
CREATE TABLE stored_objects (
    key text PRIMARY KEY,
    reference jsonb NOT NULL,
    put_at timestamptz NOT NULL,
    is_referred boolean NOT NULL DEFAULT false
);
CREATE INDEX stored_objects_loose ON stored_objects (put_at) WHERE NOT is_referred;

CREATE FUNCTION keep_object(object jsonb) RETURNS void LANGUAGE sql SET search_path FROM CURRENT BEGIN ATOMIC
    INSERT INTO stored_objects (key, reference, put_at, is_referred) VALUES (object ->> 'key', object, now(), true)
    ON CONFLICT (key) DO UPDATE SET is_referred = true WHERE NOT stored_objects.is_referred;
END;
CREATE FUNCTION keep_document() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $function$
BEGIN
    PERFORM keep_object(NEW.document);
    RETURN NULL;
END
$function$;
CREATE FUNCTION keep_image() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $function$
BEGIN
    PERFORM keep_object(NEW.image);
    RETURN NULL;
END
$function$;
CREATE TRIGGER keep_new_document AFTER INSERT ON flows FOR EACH ROW EXECUTE FUNCTION keep_document();
CREATE TRIGGER keep_document AFTER UPDATE OF document ON flows
    FOR EACH ROW WHEN (NEW.document IS DISTINCT FROM OLD.document) EXECUTE FUNCTION keep_document();
CREATE TRIGGER keep_image AFTER INSERT OR UPDATE OF image ON seals FOR EACH ROW EXECUTE FUNCTION keep_image();
CREATE TRIGGER keep_image AFTER INSERT OR UPDATE OF image ON handwritten_signatures
    FOR EACH ROW EXECUTE FUNCTION keep_image();

-- The owner of the tables is bound by their policies as well, and acts for nobody.
ALTER TABLE flows NO FORCE ROW LEVEL SECURITY;
ALTER TABLE seals NO FORCE ROW LEVEL SECURITY;
ALTER TABLE handwritten_signatures NO FORCE ROW LEVEL SECURITY;
INSERT INTO stored_objects (key, reference, put_at, is_referred)
SELECT DISTINCT ON (object ->> 'key') object ->> 'key', object, now(), true
FROM (
    SELECT document AS object FROM flows
    UNION ALL
    SELECT image FROM seals
    UNION ALL
    SELECT image FROM handwritten_signatures
) AS referred;
ALTER TABLE flows FORCE ROW LEVEL SECURITY;
ALTER TABLE seals FORCE ROW LEVEL SECURITY;
ALTER TABLE handwritten_signatures FORCE ROW LEVEL SECURITY;
