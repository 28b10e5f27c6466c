/** Tests of what this machine remembers of accounts. */
@NullMarked
package app.vaultnotes.vault.account;

import org.jspecify.annotations.NullMarked;
