-- Roles belong to the whole server, so they may exist already: from another database or an earlier one of this name.
-- Every time (${run}): so passwords take effect, a table that was made anew gets its rights, and a right that
-- somebody took away comes back. The owner need not be a superuser: who may create roles may do all of this.
DO $$
BEGIN
    CREATE ROLE market_sink;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$
BEGIN
    CREATE ROLE market_reader;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$
BEGIN
    CREATE ROLE market_verifier;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

-- A role that is more than it should be was made so by a superuser, who alone may take it back.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname IN ('market_sink', 'market_reader', 'market_verifier')
                                      AND (rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls)) THEN
        RAISE 'market_sink, market_reader and market_verifier must have no rights of their own: drop them, or ALTER ROLE';
    END IF;
END $$;

ALTER ROLE market_sink WITH LOGIN PASSWORD '${sink_password}';
ALTER ROLE market_reader WITH LOGIN PASSWORD '${reader_password}';
ALTER ROLE market_verifier WITH LOGIN PASSWORD '${verifier_password}';

REVOKE ALL ON market_1s, market_1s_candle, market_1s_rebuilt FROM PUBLIC, market_sink, market_reader, market_verifier;
-- ON CONFLICT reads the columns of the conflict, hence SELECT.
GRANT SELECT, INSERT, UPDATE ON market_1s TO market_sink;
GRANT SELECT ON market_1s, market_1s_candle TO market_reader;
GRANT SELECT ON market_1s TO market_verifier;
GRANT SELECT, INSERT, UPDATE, DELETE ON market_1s_rebuilt TO market_verifier;
