package app.vaultnotes.crdt;

import java.util.HexFormat;
import java.util.Optional;

/**
 * A place in a text that survives edits, in a form that can be stored.
 *
 * @param token the engine-neutral spelling: {@code e} for the end of the text, otherwise {@code
 *     <counter>@<actor in hex>} of the character the cursor stands before
 */
public record Cursor(String token) {

    /** The end of the text, wherever that is. */
    public static final Cursor END = new Cursor("e");

    /** Longest token that is accepted: a counter of 20 digits and an actor of 128 bytes. */
    private static final int MAX_TOKEN_CHARS = 280;

    private static final int MAX_DIGITS = 18;

    /** Checks the spelling. */
    public Cursor {
        if (token.length() > MAX_TOKEN_CHARS || !token.matches("e|\\d{1,20}@([0-9a-f]{2})*")) {
            throw new IllegalArgumentException("not a cursor");
        }
    }

    /** The character it stands before; empty at the end of a text. */
    public Optional<OpId> character() {
        int at = token.indexOf('@');
        if (at < 0 || at > MAX_DIGITS) {
            return Optional.empty(); // no character has a counter like that
        }
        byte[] actor = HexFormat.of().parseHex(token.substring(at + 1));
        return Optional.of(
                new OpId(Long.parseLong(token.substring(0, at)), ActorId.fromByteArray(actor)));
    }
}
