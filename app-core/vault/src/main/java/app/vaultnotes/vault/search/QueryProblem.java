package app.vaultnotes.vault.search;

/**
 * Something in a query that was understood differently from how it was probably meant. The query
 * still runs.
 *
 * @param position offset in the query text, in UTF-16 units
 * @param message what is wrong, as a sentence
 * @param hint what to write instead; empty when there is no advice
 */
public record QueryProblem(int position, String message, String hint) {}
