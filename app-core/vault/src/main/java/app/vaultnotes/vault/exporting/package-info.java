/** Taking everything out again: a Markdown folder, web pages, or one zip file. */
@NullMarked
package app.vaultnotes.vault.exporting;

import org.jspecify.annotations.NullMarked;
