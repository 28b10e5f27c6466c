/** Tests of the steps of the sync that no simulated world needs. */
@NullMarked
package app.vaultnotes.vault.sync;

import org.jspecify.annotations.NullMarked;
