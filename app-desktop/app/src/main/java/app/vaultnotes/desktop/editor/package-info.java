/** The editor of a note: a view of its Markdown in which marks stand only where the caret is. */
@NullMarked
package app.vaultnotes.desktop.editor;

import org.jspecify.annotations.NullMarked;
