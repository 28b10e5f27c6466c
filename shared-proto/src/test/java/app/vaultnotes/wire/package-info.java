/** Tests of the rules byte for byte. */
@NullMarked
package app.vaultnotes.wire;

import org.jspecify.annotations.NullMarked;
