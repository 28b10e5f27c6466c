/** Tests of keychains. */
@NullMarked
package app.vaultnotes.cli.keychain;

import org.jspecify.annotations.NullMarked;
