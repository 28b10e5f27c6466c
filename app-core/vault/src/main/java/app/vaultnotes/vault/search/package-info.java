/**
 * What people type into the search field, and how text is prepared so that it can be found: the
 * query language, the folding of text into tokens, snippets and suggestions for misspelt words.
 * Nothing here knows a database; an index answers a {@link app.vaultnotes.vault.search.Query}
 * through {@link app.vaultnotes.vault.search.SearchIndex}.
 */
@NullMarked
package app.vaultnotes.vault.search;

import org.jspecify.annotations.NullMarked;
