-- Rows of before have all their trades exactly if they are complete. A default fills them without writing the table
-- anew; only the few that are not complete are written. The table is locked while they are looked for.
ALTER TABLE market_1s ADD COLUMN trades_complete boolean NOT NULL DEFAULT true;
UPDATE market_1s SET trades_complete = false WHERE NOT complete;
ALTER TABLE market_1s ALTER COLUMN trades_complete SET DEFAULT false;
COMMENT ON COLUMN market_1s.trades_complete IS
    'Whether all trades of the second are counted: it is complete, or they were fetched afterwards';

-- A sink of the version before does not write the column until it is replaced.
CREATE FUNCTION market_1s_trades_complete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.trades_complete := true;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION market_1s_trades_complete FROM PUBLIC;
CREATE TRIGGER market_1s_trades_complete BEFORE INSERT OR UPDATE ON market_1s
    FOR EACH ROW WHEN (NEW.complete AND NOT NEW.trades_complete) EXECUTE FUNCTION market_1s_trades_complete();

-- Each verification fills it anew.
DELETE FROM market_1s_rebuilt;
ALTER TABLE market_1s_rebuilt ADD COLUMN trades_complete boolean NOT NULL;
