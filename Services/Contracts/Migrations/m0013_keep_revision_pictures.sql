-- What a signer has added to the images of a document's pages, an object of signing's that lasts a day, and the document
-- to whose images it is added.
CREATE TABLE revision_pictures (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    document_sha256 text NOT NULL UNIQUE,
    base_sha256 text NOT NULL,
    picture jsonb NOT NULL,
    known_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX revision_pictures_by_age ON revision_pictures (known_at);
