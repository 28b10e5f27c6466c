/**
 * Spelling without any toolkit and any files: which words of a row are to be checked, what a word
 * list says of them, and which word lists a person has chosen.
 */
@NullMarked
package app.vaultnotes.ui.spelling;

import org.jspecify.annotations.NullMarked;
