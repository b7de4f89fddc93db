import Postgres
import TestSupport

enum Samples {
    static let table = Migration(
        name: "0001-samples",
        sql: """
            CREATE TYPE mood AS ENUM ('calm', 'wild');
            CREATE TABLE samples (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                a_text text UNIQUE, a_int integer, a_bigint bigint, a_double double precision, a_bool boolean,
                a_uuid uuid, a_time timestamptz, a_bytes bytea, a_json jsonb, a_numeric numeric(20, 4),
                a_day date, a_mood mood,
                texts text[], ints integer[], uuids uuid[], blobs bytea[], times timestamptz[],
                CONSTRAINT small_int CHECK (a_int < 1000)
            );
            """
    )

    static func count(_ database: Database) async throws -> Int {
        try await database.query("SELECT count(*) AS n FROM samples")[0].get("n")
    }
}

struct Stumble: Error, Equatable {}
