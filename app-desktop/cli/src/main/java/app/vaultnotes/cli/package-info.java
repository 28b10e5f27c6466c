/** The {@code vaultnotes} command line. */
@NullMarked
package app.vaultnotes.cli;

import org.jspecify.annotations.NullMarked;
