@NullMarked
package app.vaultnotes.desktop.editor;

import org.jspecify.annotations.NullMarked;
