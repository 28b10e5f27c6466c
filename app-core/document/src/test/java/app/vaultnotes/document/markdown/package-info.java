/** Tests of the Markdown analysis. */
@NullMarked
package app.vaultnotes.document.markdown;

import org.jspecify.annotations.NullMarked;
