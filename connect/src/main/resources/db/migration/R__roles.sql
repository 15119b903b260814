-- Roles belong to the whole server, so they may exist already: from another database or an earlier one of this name.
-- Repeatable, so that a changed password takes effect at the next start.
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

ALTER ROLE market_sink WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD '${sink_password}';
ALTER ROLE market_reader WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD '${reader_password}';
ALTER ROLE market_verifier WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD '${verifier_password}';

REVOKE ALL ON market_1s, market_1s_candle, market_1s_rebuilt FROM PUBLIC, market_sink, market_reader, market_verifier;
-- ON CONFLICT reads the columns of the conflict, hence SELECT.
GRANT SELECT, INSERT, UPDATE ON market_1s TO market_sink;
GRANT SELECT ON market_1s, market_1s_candle TO market_reader;
GRANT SELECT ON market_1s TO market_verifier;
GRANT SELECT, INSERT, UPDATE, DELETE ON market_1s_rebuilt TO market_verifier;
