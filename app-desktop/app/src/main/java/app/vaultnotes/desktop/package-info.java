/** The desktop app. */
@NullMarked
package app.vaultnotes.desktop;

import org.jspecify.annotations.NullMarked;
