/** Tests of the pages. */
@NullMarked
package app.vaultnotes.pdf;

import org.jspecify.annotations.NullMarked;
