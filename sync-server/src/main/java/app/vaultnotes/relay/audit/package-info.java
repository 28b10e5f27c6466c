/** What happened on this relay, without content, addresses or secrets; rows are only added. */
@NullMarked
package app.vaultnotes.relay.audit;

import org.jspecify.annotations.NullMarked;
