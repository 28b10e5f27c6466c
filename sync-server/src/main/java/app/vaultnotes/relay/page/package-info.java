/** What a relay shows in a browser: its page, the pages of its links, and its API, described. */
@NullMarked
package app.vaultnotes.relay.page;

import org.jspecify.annotations.NullMarked;
