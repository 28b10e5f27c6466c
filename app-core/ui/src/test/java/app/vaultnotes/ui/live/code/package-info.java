@NullMarked
package app.vaultnotes.ui.live.code;

import org.jspecify.annotations.NullMarked;
