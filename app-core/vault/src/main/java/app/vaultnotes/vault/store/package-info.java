/**
 * The vault's store in one SQLite database and a folder of attachments. The only package that knows
 * SQL. Tables and rules: {@code docs/data-format.md}.
 */
@NullMarked
package app.vaultnotes.vault.store;

import org.jspecify.annotations.NullMarked;
