-- What a worker filled in, sealed as a whole: a form may ask for anything. Rows from before have it in columns.
ALTER TABLE submissions
    ADD COLUMN field_values text,
    ALTER COLUMN sex DROP NOT NULL,
    ALTER COLUMN address DROP NOT NULL,
    ALTER COLUMN emergency_name DROP NOT NULL,
    ALTER COLUMN emergency_relation DROP NOT NULL,
    ALTER COLUMN emergency_phone DROP NOT NULL,
    ADD CONSTRAINT filled_in CHECK (
        field_values IS NOT NULL
        OR num_nulls(sex, address, emergency_name, emergency_relation, emergency_phone) = 0
    );
