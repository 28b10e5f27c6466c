/**
 * What every call has, whichever way it came: who calls, what its fields may be, and how it fails.
 */
@NullMarked
package app.vaultnotes.relay.call;

import org.jspecify.annotations.NullMarked;
