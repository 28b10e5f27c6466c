/** Tests of how a vault is shared. */
@NullMarked
package app.vaultnotes.ui.sharing;

import org.jspecify.annotations.NullMarked;
