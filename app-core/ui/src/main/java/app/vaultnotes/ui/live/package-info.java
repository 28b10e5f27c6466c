/**
 * The live preview of a note without any toolkit: rows in which marks are hidden and widgets are
 * single characters, and the map between them and the note's text. Both follow edits and the caret
 * at a cost that does not grow with the note.
 */
@NullMarked
package app.vaultnotes.ui.live;

import org.jspecify.annotations.NullMarked;
