/** Tests of how the program is started and shipped. */
@NullMarked
package app.vaultnotes.house;

import org.jspecify.annotations.NullMarked;
