/**
 * The keychains of systems, each by the program that the system brings along; a secret goes in by
 * its standard input, never by an argument, which every user of a machine can read.
 */
@NullMarked
package app.vaultnotes.cli.keychain;

import org.jspecify.annotations.NullMarked;
