/** Tests of the grammar. */
@NullMarked
package app.vaultnotes.document.markdown.syntax;

import org.jspecify.annotations.NullMarked;
