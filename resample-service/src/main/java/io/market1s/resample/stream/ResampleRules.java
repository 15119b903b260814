package io.market1s.resample.stream;

import java.time.Duration;

/**
 * What a row depends on beside the raw records. Live and rebuilt rows are equal only under equal rules, grace aside.
 *
 * @param grace how long after its end a second stays open
 * @param horizon as the ingest's; how far back an event can change a second
 * @param keepAlive for how long after its last covered second a symbol gets rows; whole seconds
 */
public record ResampleRules(Duration grace, Duration horizon, Duration keepAlive) {}
