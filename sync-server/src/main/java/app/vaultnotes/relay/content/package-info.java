/** What vaults keep beside their logs: attachments, and documents as devices saved them. */
@NullMarked
package app.vaultnotes.relay.content;

import org.jspecify.annotations.NullMarked;
