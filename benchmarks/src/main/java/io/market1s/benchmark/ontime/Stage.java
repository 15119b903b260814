package io.market1s.benchmark.ontime;

/** A part of the way from the exchange to the table, between two times that can be measured. */
enum Stage {
    EXCHANGE("exchange: a trade's own time, until received"),
    INGEST("ingest and broker: received, until a consumer has it"),
    CLOSE("close: end of the second and grace, until its bar is made"),
    COMMIT("commit: bar made, until a consumer has it"),
    SINK("sink: a consumer has the bar, until its row is seen");

    private final String text;

    Stage(String text) {
        this.text = text;
    }

    /** The name of the stage, and from when until when it lasts. */
    String text() {
        return text;
    }
}
