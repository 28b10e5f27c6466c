package app.vaultnotes.relay.call;

import app.vaultnotes.wire.Hash;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A random text that opens something to whoever shows it. The relay keeps its SHA-256 alone, so
 * that what it has written down opens nothing.
 */
public final class Secret {

    /** Random bytes of one. */
    public static final int LENGTH = 32;

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** A new one: 32 random bytes. */
    public static Secret random(SecureRandom random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return of(bytes);
    }

    /** The one that these bytes are, as base64url without padding. */
    public static Secret of(byte[] bytes) {
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** What someone shows; any text. */
    public static Secret shown(String text) {
        return new Secret(text);
    }

    /** For its receiver alone. */
    public String text() {
        return text;
    }

    /** By which the relay knows it again. */
    public Hash hash() {
        return Hash.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Nothing of it. */
    @Override
    public String toString() {
        return "a secret";
    }
}
