-- Upbit labels a second by its open, we by its close.
CREATE VIEW market_1s_candle AS
SELECT symbol                                                    AS market,
       (ts - interval '1 second') AT TIME ZONE 'UTC'             AS candle_date_time_utc,
       (ts - interval '1 second') AT TIME ZONE 'Asia/Seoul'      AS candle_date_time_kst,
       open                                                      AS opening_price,
       high                                                      AS high_price,
       low                                                       AS low_price,
       close                                                     AS trade_price,
       trade_value_1s                                            AS candle_acc_trade_price,
       trade_volume_1s                                           AS candle_acc_trade_volume
FROM market_1s
WHERE trade_count_1s > 0;

COMMENT ON VIEW market_1s_candle IS
    'market_1s in the labels and names of Upbit''s second candles, for comparison: labelled by the open of the second, '
    'and no row for a second without trades. Upbit''s timestamp (its last tick) is not in market_1s.';
