/** Which engine documents are opened with. */
@NullMarked
package app.vaultnotes.cli.engine;

import org.jspecify.annotations.NullMarked;
