/**
 * Keeps a shared vault and a relay alike. The core is a step function: it is told what happened and
 * what time it is, and answers what to do; it has no thread, socket or clock of its own.
 */
@NullMarked
package app.vaultnotes.vault.sync;

import org.jspecify.annotations.NullMarked;
