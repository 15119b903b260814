-- Where a verification rebuilds rows to compare them with those of market_1s.
CREATE TABLE market_1s_rebuilt (LIKE market_1s INCLUDING ALL EXCLUDING COMMENTS);

COMMENT ON TABLE market_1s_rebuilt IS 'Rows rebuilt from the raw topics by the last verification, for comparison with market_1s';
