/** Tests of the live preview: its rows, its map, its folds and what they cost. */
@NullMarked
package app.vaultnotes.ui.live;

import org.jspecify.annotations.NullMarked;
