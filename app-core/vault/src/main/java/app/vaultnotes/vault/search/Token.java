package app.vaultnotes.vault.search;

/**
 * A piece of text as the index sees it.
 *
 * @param text the folded form, without white space
 * @param start where it begins in the original text, in UTF-16 units
 * @param end where it ends in the original text
 * @param kind what it was cut from
 */
public record Token(String text, int start, int end, TokenKind kind) {}
