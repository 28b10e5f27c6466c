@NullMarked
package app.vaultnotes.ui.spelling;

import org.jspecify.annotations.NullMarked;
