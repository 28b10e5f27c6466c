/**
 * Tests of what an operator is told and given: the page about running a relay, and files for it.
 */
@NullMarked
package app.vaultnotes.relay.packaging;

import org.jspecify.annotations.NullMarked;
