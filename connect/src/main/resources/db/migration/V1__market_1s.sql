CREATE TABLE market_1s (
    symbol           text             NOT NULL,
    ts               timestamptz      NOT NULL,
    mid              numeric,
    bid              numeric,
    ask              numeric,
    spread           numeric,
    bid_size         numeric,
    ask_size         numeric,
    imbalance_top5   double precision,
    last_trade_price numeric,
    last_trade_side  text,
    trade_count_1s   integer          NOT NULL,
    trade_volume_1s  numeric          NOT NULL,
    trade_value_1s   numeric          NOT NULL,
    buy_volume_1s    numeric          NOT NULL,
    open             numeric,
    high             numeric,
    low              numeric,
    close            numeric,
    book_count_1s    integer          NOT NULL,
    book_age_ms      bigint,
    complete         boolean          NOT NULL,
    revision         integer          NOT NULL,
    emitted_at       timestamptz      NOT NULL,
    PRIMARY KEY (symbol, ts)
);

-- The primary key finds the latest rows of one symbol; this finds the latest rows over all symbols.
CREATE INDEX market_1s_latest ON market_1s (ts DESC, symbol);

COMMENT ON TABLE market_1s IS
    'One row per symbol per second: the market as of the instant ts. Columns ending in _1s, and open, high, low, close, '
    'cover the second [ts - 1 s, ts). All columns but revision and emitted_at follow from the raw records alone.';
COMMENT ON COLUMN market_1s.symbol IS 'Market code, quote currency first: KRW-BTC';
COMMENT ON COLUMN market_1s.ts IS 'Close of the second; everything in the row had happened before it';
COMMENT ON COLUMN market_1s.mid IS '(bid + ask) / 2, exact; null if a side of the book is empty';
COMMENT ON COLUMN market_1s.bid IS 'Best bid of the last book before ts; null until the first book or if nobody bids';
COMMENT ON COLUMN market_1s.ask IS 'Best ask of the last book before ts; null until the first book or if nobody asks';
COMMENT ON COLUMN market_1s.spread IS 'ask - bid; null if a side of the book is empty';
COMMENT ON COLUMN market_1s.bid_size IS 'Size at the best bid, in the base currency';
COMMENT ON COLUMN market_1s.ask_size IS 'Size at the best ask, in the base currency';
COMMENT ON COLUMN market_1s.imbalance_top5 IS
    '(sum of bid sizes - sum of ask sizes) / (their sum) over the best 5 levels of each side, in [-1, 1]; null if both are empty';
COMMENT ON COLUMN market_1s.last_trade_price IS 'Price of the last trade before ts, carried forward; null until the first';
COMMENT ON COLUMN market_1s.last_trade_side IS 'Side of that trade: BID = a buyer took, ASK = a seller hit';
COMMENT ON COLUMN market_1s.trade_count_1s IS 'Number of trades in the second';
COMMENT ON COLUMN market_1s.trade_volume_1s IS 'Sum of their volumes, in the base currency';
COMMENT ON COLUMN market_1s.trade_value_1s IS 'Sum of price times volume, in the quote currency';
COMMENT ON COLUMN market_1s.buy_volume_1s IS 'The part of trade_volume_1s in which a buyer took (side BID)';
COMMENT ON COLUMN market_1s.open IS 'First trade price in the second; null when there was no trade';
COMMENT ON COLUMN market_1s.high IS 'Highest trade price in the second; null when there was no trade';
COMMENT ON COLUMN market_1s.low IS 'Lowest trade price in the second; null when there was no trade';
COMMENT ON COLUMN market_1s.close IS 'Last trade price in the second; null when there was no trade';
COMMENT ON COLUMN market_1s.book_count_1s IS 'Number of distinct book timestamps in the second';
COMMENT ON COLUMN market_1s.book_age_ms IS 'ts minus the event time of the book used, in milliseconds; null until the first book';
COMMENT ON COLUMN market_1s.complete IS 'Whether one connection to the exchange covered the whole second';
COMMENT ON COLUMN market_1s.revision IS '0 when first emitted, one more each time the content changed afterwards';
COMMENT ON COLUMN market_1s.emitted_at IS 'When this revision was emitted';
