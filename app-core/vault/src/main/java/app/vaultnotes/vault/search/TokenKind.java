package app.vaultnotes.vault.search;

/** What a token was cut from. */
public enum TokenKind {
    /** A word of a script that separates words. */
    WORD,
    /** Two neighbouring characters, or the last one, of a script without spaces between words. */
    UNSPACED,
    /** A pictograph or a flag. */
    EMOJI
}
