/** Pictures of the kinds that notes have, decoded within bounds and the right way up. */
@NullMarked
package app.vaultnotes.picture;

import org.jspecify.annotations.NullMarked;
