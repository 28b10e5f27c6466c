/** People with the command line, each command a process of its own, and a whole relay. */
@NullMarked
package app.vaultnotes.relay.commands;

import org.jspecify.annotations.NullMarked;
