package app.vaultnotes.vault.search;

/**
 * A word that occurs in the index.
 *
 * @param term the folded word
 * @param frequency in how many notes, or how often, it occurs
 */
public record VocabularyTerm(String term, long frequency) {}
