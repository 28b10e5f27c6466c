/** Tests of the search language, and a plain evaluator of it that indexes are compared with. */
@NullMarked
package app.vaultnotes.vault.search;

import org.jspecify.annotations.NullMarked;
