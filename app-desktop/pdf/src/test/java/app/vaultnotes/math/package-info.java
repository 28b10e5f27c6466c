@NullMarked
package app.vaultnotes.math;

import org.jspecify.annotations.NullMarked;
