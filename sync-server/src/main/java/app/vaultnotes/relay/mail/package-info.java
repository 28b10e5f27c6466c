/** Letters to people, by a mail server of the operator: links, and nothing of anybody's notes. */
@NullMarked
package app.vaultnotes.relay.mail;

import org.jspecify.annotations.NullMarked;
