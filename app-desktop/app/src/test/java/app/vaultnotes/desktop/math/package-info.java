@NullMarked
package app.vaultnotes.desktop.math;

import org.jspecify.annotations.NullMarked;
