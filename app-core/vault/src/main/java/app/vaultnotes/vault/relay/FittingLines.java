package app.vaultnotes.vault.relay;

import java.util.List;

/**
 * Lines by the best way that the network lets through. What worked is remembered; from a lesser way
 * a better one is tried now and then, and taken when it answers.
 */
final class FittingLines implements Lines {

    private final Endpoint endpoint;
    private final Patience patience;
    private final List<Way> ways;
    private Way best;

    /** Lines by these ways, the best first. */
    FittingLines(Endpoint endpoint, List<Way> ways, Patience patience) {
        this.endpoint = endpoint;
        this.patience = patience;
        this.ways = List.copyOf(ways);
        best = ways.get(0);
    }

    @Override
    public Line open(String accessToken, LineEvents events) {
        return FittingLine.open(this, accessToken, events);
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Patience patience() {
        return patience;
    }

    /** The way to try first: the last that worked. */
    synchronized Way best() {
        return best;
    }

    /** Something was heard by this way. */
    synchronized void worked(Way way) {
        best = way;
    }

    /** None worked: the next line tries all of them. */
    synchronized void forget() {
        best = ways.get(0);
    }

    /** The ways behind this one, the next best first. */
    List<Way> after(Way way) {
        return ways.subList(ways.indexOf(way) + 1, ways.size());
    }

    /** The ways before this one, the best first. */
    List<Way> before(Way way) {
        return ways.subList(0, ways.indexOf(way));
    }
}
