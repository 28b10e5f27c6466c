/**
 * The search language: what a person can ask, how text becomes tokens, and how hits are shown. It
 * knows no database; whoever answers queries implements {@link
 * app.vaultnotes.vault.search.SearchIndex}.
 */
@NullMarked
package app.vaultnotes.vault.search;

import org.jspecify.annotations.NullMarked;
