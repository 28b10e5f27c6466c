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

    private static final int MAX_DIGITS = 20;

    /** A counter of more digits is no {@code long}, and no character has one like that. */
    private static final int MAX_COUNTER_DIGITS = 18;

    /** Checks the spelling. */
    public Cursor {
        if (token.length() > MAX_TOKEN_CHARS || !isSpelling(token)) {
            throw new IllegalArgumentException("not a cursor");
        }
    }

    /** By hand: an undo step of typing has dozens of cursors, read with every letter. */
    private static boolean isSpelling(String token) {
        int at = token.indexOf('@');
        if (at < 0) {
            return token.equals("e");
        }
        int digits = 0;
        while (digits < at && isBetween(token.charAt(digits), '0', '9')) {
            digits++;
        }
        return at > 0
                && at <= MAX_DIGITS
                && digits == at
                && token.length() - at - 1 <= 2 * ActorId.MAX_LENGTH
                && (token.length() - at) % 2 == 1
                && isHex(token, at + 1);
    }

    private static boolean isHex(String token, int from) {
        int next = from;
        while (next < token.length()
                && (isBetween(token.charAt(next), '0', '9')
                        || isBetween(token.charAt(next), 'a', 'f'))) {
            next++;
        }
        return next == token.length();
    }

    private static boolean isBetween(char c, char first, char last) {
        return c >= first && c <= last;
    }

    /** The character it stands before; empty at the end of a text. */
    public Optional<OpId> character() {
        int at = token.indexOf('@');
        if (at < 0 || at > MAX_COUNTER_DIGITS) {
            return Optional.empty();
        }
        byte[] actor = HexFormat.of().parseHex(token.substring(at + 1));
        return Optional.of(
                new OpId(Long.parseLong(token.substring(0, at)), ActorId.fromByteArray(actor)));
    }
}
