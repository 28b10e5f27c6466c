package app.vaultnotes.vault.relay;

/**
 * How long a line waits for what may never come.
 *
 * @param openMillis for it to come up by one way, and again for the first word on it
 * @param retryMillis before a better way is tried again
 */
public record Patience(long openMillis, long retryMillis) {

    /** That of networks as they are. */
    public static final Patience USUAL = new Patience(12_000, 10 * 60_000);
}
