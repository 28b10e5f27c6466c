/** Tests of the house itself: which way dependencies point, and how large things may grow. */
@NullMarked
package app.vaultnotes.house;

import org.jspecify.annotations.NullMarked;
