/** Tests of the vault over real SQLite files and the real engine. */
@NullMarked
package app.vaultnotes.vault;

import org.jspecify.annotations.NullMarked;
