/** Tests of the command line, run as its users run it. */
@NullMarked
package app.vaultnotes.cli;

import org.jspecify.annotations.NullMarked;
