/** Tests of the store: faults, crashes, damage, and figures beside a bare database. */
@NullMarked
package app.vaultnotes.vault.store;

import org.jspecify.annotations.NullMarked;
