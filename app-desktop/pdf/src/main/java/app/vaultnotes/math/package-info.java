/**
 * Formulas written in TeX become pictures. What a note says is hostile: it is checked before the
 * typesetting library sees it, and bounded in length, depth, size and time.
 */
@NullMarked
package app.vaultnotes.math;

import org.jspecify.annotations.NullMarked;
