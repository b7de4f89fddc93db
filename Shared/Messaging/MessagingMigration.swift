package import Postgres

/// The tables every service's schema has for its messages; comes before the service's own migrations.
package enum MessagingMigration {
    package static let all: [Migration] = [
        Migration(name: "messaging-0001-inbox-outbox-jobs", sql: sql),
        // Dead jobs are few among very many that are done.
        Migration(
            name: "messaging-0002-dead-jobs",
            sql: "CREATE INDEX jobs_dead ON jobs (finished_at) WHERE outcome = 'dead';"
        ),
        // A repeat's answer names the same events; a query names those of what it shows. By their keys are also found those
        // of what was announced last among very much that is sent again.
        Migration(
            name: "messaging-0003-name-events",
            sql: "ALTER TABLE inbox ADD COLUMN announced text; CREATE INDEX outbox_key ON outbox (key, seq);"
        ),
    ]

    private static let sql = """
        -- One row per message that has been handled; a repeat finds it and gets the stored reply.
        CREATE TABLE inbox (
            consumer text NOT NULL,
            message_id uuid NOT NULL,
            content_hash bytea,
            account_id uuid,
            type text NOT NULL,
            status text NOT NULL DEFAULT 'handling',
            reply bytea,
            received_at timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT inbox_pkey PRIMARY KEY (consumer, message_id),
            CONSTRAINT inbox_status CHECK (status IN ('handling', 'done', 'refused'))
        );
        CREATE INDEX inbox_received_at ON inbox (received_at);

        -- Only messages that failed, or might have been under way in a crash, have a row.
        CREATE TABLE message_attempts (
            consumer text NOT NULL,
            message_id uuid NOT NULL,
            attempts integer NOT NULL,
            first_seen timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT message_attempts_pkey PRIMARY KEY (consumer, message_id)
        );

        CREATE SEQUENCE outbox_seq;
        CREATE TABLE outbox (
            seq bigint NOT NULL DEFAULT nextval('outbox_seq'),
            id uuid NOT NULL,
            shard smallint NOT NULL,
            topic text NOT NULL,
            key text NOT NULL,
            type text NOT NULL,
            headers jsonb NOT NULL,
            payload bytea NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now(),
            sent_at timestamptz,
            CONSTRAINT outbox_pkey PRIMARY KEY (seq, created_at)
        ) PARTITION BY RANGE (created_at);
        -- Takes what comes when the day's partition is missing, so that an insert never fails.
        CREATE TABLE outbox_default PARTITION OF outbox DEFAULT;
        CREATE INDEX outbox_unsent ON outbox (shard, seq) WHERE sent_at IS NULL;

        -- What the relay knows of the broker it sends to.
        CREATE TABLE relay_state (
            singleton boolean NOT NULL DEFAULT true,
            cluster_id text,
            -- Rises whenever the broker was found to have lost its messages.
            epoch integer NOT NULL DEFAULT 1,
            -- Rows sent before this moment are still to be marked unsent; nothing is sent meanwhile.
            clearing_before timestamptz,
            CONSTRAINT relay_state_pkey PRIMARY KEY (singleton),
            CONSTRAINT relay_state_single CHECK (singleton)
        );
        INSERT INTO relay_state DEFAULT VALUES;
        CREATE TABLE relay_positions (
            topic text NOT NULL,
            partition integer NOT NULL,
            last_offset bigint NOT NULL,
            CONSTRAINT relay_positions_pkey PRIMARY KEY (topic, partition)
        );

        CREATE TABLE jobs (
            id uuid NOT NULL,
            kind text NOT NULL,
            unique_key text,
            payload bytea NOT NULL,
            traceparent text,
            due_at timestamptz NOT NULL,
            attempts integer NOT NULL DEFAULT 0,
            taken_until timestamptz,
            finished_at timestamptz,
            outcome text,
            last_error text,
            created_at timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT jobs_pkey PRIMARY KEY (id),
            CONSTRAINT jobs_outcome CHECK (outcome IN ('done', 'dead'))
        );
        CREATE INDEX jobs_due ON jobs (due_at) WHERE finished_at IS NULL;
        CREATE INDEX jobs_finished ON jobs (finished_at) WHERE finished_at IS NOT NULL;
        -- A job that has not begun yet absorbs another with its key.
        CREATE UNIQUE INDEX jobs_unique_key ON jobs (kind, unique_key)
            WHERE unique_key IS NOT NULL AND finished_at IS NULL AND taken_until IS NULL;

        -- Makes day partitions ahead and drops old ones. Runs with the owner's rights, because the service's own
        -- role may not change tables. Partitions that hold unsent rows are kept.
        CREATE FUNCTION outbox_maintain(today date, days_ahead integer, days_kept integer)
            RETURNS TABLE (created integer, dropped integer, kept_unsent integer)
            LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $function$
        DECLARE
            day date;
            partition record;
            has_unsent boolean;
        BEGIN
            created := 0;
            dropped := 0;
            kept_unsent := 0;
            FOR day IN SELECT generate_series(today, today + least(days_ahead, 31), '1 day')::date LOOP
                IF to_regclass('outbox_' || to_char(day, 'YYYYMMDD')) IS NULL
                    AND NOT EXISTS (
                        SELECT 1 FROM outbox_default WHERE created_at >= day AND created_at < day + 1
                    )
                THEN
                    EXECUTE format(
                        'CREATE TABLE %I PARTITION OF outbox FOR VALUES FROM (%L) TO (%L)',
                        'outbox_' || to_char(day, 'YYYYMMDD'), day::timestamptz, (day + 1)::timestamptz
                    );
                    created := created + 1;
                END IF;
            END LOOP;
            FOR partition IN
                SELECT child.relname AS name
                FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
                WHERE inhparent = 'outbox'::regclass AND child.relname ~ '^outbox_[0-9]{8}$'
                    AND to_date(right(child.relname, 8), 'YYYYMMDD') < today - greatest(days_kept, 1)
            LOOP
                EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE sent_at IS NULL)', partition.name)
                    INTO has_unsent;
                IF has_unsent THEN
                    kept_unsent := kept_unsent + 1;
                ELSE
                    EXECUTE format('DROP TABLE %I', partition.name);
                    dropped := dropped + 1;
                END IF;
            END LOOP;
            DELETE FROM outbox_default
                WHERE created_at < today - greatest(days_kept, 1) AND sent_at IS NOT NULL;
            RETURN NEXT;
        END
        $function$;
        REVOKE ALL ON FUNCTION outbox_maintain(date, integer, integer) FROM PUBLIC;
        """
}
