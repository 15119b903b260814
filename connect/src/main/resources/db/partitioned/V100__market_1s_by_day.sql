-- Switched on by SCHEMA_RETENTION. The sink, the readers and the view see the same table as before.
-- A partition is named by the day before which all its rows are: market_1s_until_20260217.

CREATE TEMPORARY TABLE kept ON COMMIT DROP AS
SELECT pg_get_viewdef('market_1s_candle'::regclass)                 AS view_definition,
       obj_description('market_1s_candle'::regclass)                AS view_comment,
       obj_description('market_1s'::regclass)                       AS table_comment;
DROP VIEW market_1s_candle;
ALTER TABLE market_1s RENAME TO market_1s_before;
ALTER INDEX market_1s_pkey RENAME TO market_1s_before_pkey;
ALTER INDEX market_1s_latest RENAME TO market_1s_before_latest;

CREATE TABLE market_1s (LIKE market_1s_before INCLUDING ALL) PARTITION BY RANGE (ts);
ALTER INDEX market_1s_ts_symbol_idx RENAME TO market_1s_latest;

-- What is there stays one partition, up to the first whole day after it.
DO $$
DECLARE
    day date := (SELECT (greatest(max(ts), now()) AT TIME ZONE 'UTC')::date + 1 FROM market_1s_before);
BEGIN
    EXECUTE format('ALTER TABLE market_1s_before RENAME TO %I', 'market_1s_until_' || to_char(day, 'YYYYMMDD'));
    EXECUTE format('ALTER TABLE market_1s ATTACH PARTITION %I FOR VALUES FROM (MINVALUE) TO (%L)',
                   'market_1s_until_' || to_char(day, 'YYYYMMDD'), day || ' 00:00:00+00');
END $$;
-- Nothing is refused if nobody has made partitions for a long time.
CREATE TABLE market_1s_default PARTITION OF market_1s DEFAULT;

-- Makes partitions for the days to come and drops those whose rows are all older than keep.
CREATE FUNCTION market_1s_partitions(keep interval, ahead integer DEFAULT 30) RETURNS void
    LANGUAGE plpgsql SET timezone = 'UTC' AS $$
DECLARE
    partition text;
    newest date;
    day date;
BEGIN
    SELECT max(to_date(substring(relname FROM '^market_1s_until_(\d{8})$'), 'YYYYMMDD')) INTO newest
    FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
    WHERE inhparent = 'market_1s'::regclass;
    newest := coalesce(newest, current_date - 1);
    FOR day IN SELECT generate_series(newest + 1, current_date + ahead, interval '1 day')::date LOOP
        partition := 'market_1s_until_' || to_char(day, 'YYYYMMDD');
        EXECUTE format('CREATE TABLE %I (LIKE market_1s INCLUDING ALL)', partition);
        EXECUTE format('WITH moved AS (DELETE FROM market_1s_default WHERE ts >= %L AND ts < %L RETURNING *)
                        INSERT INTO %I SELECT * FROM moved', day - 1, day, partition);
        EXECUTE format('ALTER TABLE market_1s ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                       partition, day - 1, day);
    END LOOP;
    FOR partition IN
        SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
        WHERE inhparent = 'market_1s'::regclass
          AND to_date(substring(relname FROM '^market_1s_until_(\d{8})$'), 'YYYYMMDD') <= now() - keep
    LOOP
        EXECUTE format('DROP TABLE %I', partition);
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION market_1s_partitions FROM PUBLIC;

DO $$
BEGIN
    EXECUTE format('CREATE VIEW market_1s_candle AS %s', (SELECT view_definition FROM kept));
    EXECUTE format('COMMENT ON VIEW market_1s_candle IS %L', (SELECT view_comment FROM kept));
    EXECUTE format('COMMENT ON TABLE market_1s IS %L', (SELECT table_comment FROM kept));
END $$;
-- The roles' rights were those of the old table and view; R__roles gives them again.
