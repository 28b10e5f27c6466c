package app.vaultnotes.relay.check;

/**
 * What one look came to.
 *
 * @param check what was looked at, in a word or two that stay the same
 * @param state how it is
 * @param says what was found, one sentence without a secret
 * @param advice what to do; empty when there is nothing
 */
public record Finding(String check, State state, String says, String advice) {

    /** How it is. */
    public enum State {
        /** As it should be. */
        OK,
        /** A relay starts with it, and it may hurt later. */
        WARN,
        /** A relay does not start with it, or loses or leaks something. */
        FAIL
    }
}
