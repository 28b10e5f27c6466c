/**
 * Bringing notes in from elsewhere: what a source holds, what became of it, and a report that says
 * so for every file.
 */
@NullMarked
package app.vaultnotes.vault.importing;

import org.jspecify.annotations.NullMarked;
