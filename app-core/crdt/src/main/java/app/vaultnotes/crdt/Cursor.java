package app.vaultnotes.crdt;

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

    /** Checks the spelling. */
    public Cursor {
        if (token.length() > MAX_TOKEN_CHARS || !token.matches("e|\\d{1,20}@([0-9a-f]{2})*")) {
            throw new IllegalArgumentException("not a cursor");
        }
    }
}
