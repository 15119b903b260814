package io.market1s.simulator.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;

/** Messages of a kind that was not there before: whole JSON, but without a type and without a code. */
public enum NoticeFrame implements StrayFrame {
    /** A word to people. */
    TEXT {
        @Override
        String json(Instant now) {
            return "{\"notice\":\"system check at 04:00 KST\"}";
        }
    },
    /** A state with a time. */
    STATE {
        @Override
        String json(Instant now) {
            return "{\"status\":\"MAINTENANCE\",\"timestamp\":%d}".formatted(now.toEpochMilli());
        }
    },
    /** An object without a field. */
    EMPTY_OBJECT {
        @Override
        String json(Instant now) {
            return "{}";
        }
    },
    /** No object at all. */
    LIST {
        @Override
        String json(Instant now) {
            return "[1,2,3]";
        }
    };

    @Override
    public byte[] frame(String code, Instant now) {
        return json(now).getBytes(UTF_8);
    }

    @Override
    public boolean mayHideAnEvent() {
        return false;
    }

    abstract String json(Instant now);
}
