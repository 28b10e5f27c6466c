/** Word lists as files: where the system has them, how they are read, and a person's own words. */
@NullMarked
package app.vaultnotes.desktop.spelling;

import org.jspecify.annotations.NullMarked;
