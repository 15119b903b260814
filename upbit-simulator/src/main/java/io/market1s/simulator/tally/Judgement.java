package io.market1s.simulator.tally;

/**
 * What claims are worth by the exchange's own record.
 *
 * @param outsideFaults seconds that no fault touched
 * @param completeOutsideFaults those of them that are claimed to be complete
 * @param made trades that the exchange made in the seconds whose trades are claimed to be complete
 * @param counted trades that are claimed in them
 * @param differing seconds claimed to be complete, or complete in trades, whose trades are not those that were made
 * @param staleBooks seconds claimed to be complete before whose end there was a later book than the one that is claimed
 */
public record Judgement(
        long outsideFaults, long completeOutsideFaults, long made, long counted, long differing, long staleBooks) {
    /** Of no claim. */
    public static final Judgement NONE = new Judgement(0, 0, 0, 0, 0, 0);

    /** This and another together. */
    public Judgement plus(Judgement other) {
        return new Judgement(
                outsideFaults + other.outsideFaults,
                completeOutsideFaults + other.completeOutsideFaults,
                made + other.made,
                counted + other.counted,
                differing + other.differing,
                staleBooks + other.staleBooks);
    }
}
