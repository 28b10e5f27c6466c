/** The app in real windows, on the Headless platform. */
@NullMarked
package app.vaultnotes.desktop;

import org.jspecify.annotations.NullMarked;
