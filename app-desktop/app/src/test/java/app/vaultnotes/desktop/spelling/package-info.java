@NullMarked
package app.vaultnotes.desktop.spelling;

import org.jspecify.annotations.NullMarked;
