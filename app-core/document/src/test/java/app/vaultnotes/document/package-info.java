/** Tests of documents. */
@NullMarked
package app.vaultnotes.document;

import org.jspecify.annotations.NullMarked;
