package app.vaultnotes.vault.relay;

import app.vaultnotes.proto.v1.ToRelay;

/** A line to a relay, by whichever way. Any thread may use it. */
public interface Line extends AutoCloseable {

    /**
     * Says something, in the order of the calls; what is said on a line that has ended is lost, as
     * is what was on its way when it did. A line that cannot get rid of what it is to say ends.
     */
    void send(ToRelay message);

    /** Hangs up, without waiting. What happens on the line after that is not told any more. */
    @Override
    void close();
}
