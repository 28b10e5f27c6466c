/** What a relay withstands: kills, full disks, clocks that jump, hostile peers, its own past. */
@NullMarked
package app.vaultnotes.relay.fault;

import org.jspecify.annotations.NullMarked;
