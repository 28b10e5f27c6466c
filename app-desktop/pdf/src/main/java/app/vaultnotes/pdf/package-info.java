/**
 * Notes as PDF. A note's HTML is laid out by a library; what goes into it, pictures, formulas and
 * fonts, comes from the vault and this machine only, and is bounded.
 */
@NullMarked
package app.vaultnotes.pdf;

import org.jspecify.annotations.NullMarked;
