/**
 * Which parts of code are keywords, names, strings, numbers and comments. Line by line: what is
 * open at the end of a line is a small number, so that an edit concerns only the lines behind it
 * that begin in another way than before.
 */
@NullMarked
package app.vaultnotes.ui.live.code;

import org.jspecify.annotations.NullMarked;
