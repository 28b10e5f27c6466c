/** Real vaults that are kept alike through a real relay. */
@NullMarked
package app.vaultnotes.relay.devices;

import org.jspecify.annotations.NullMarked;
