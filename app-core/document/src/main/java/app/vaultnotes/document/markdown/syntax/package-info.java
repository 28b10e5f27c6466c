/**
 * The grammar of notes: CommonMark's blocks by commonmark-java, and on top of them tables,
 * footnotes, callouts, math, comments, wikilinks, tags, tasks, highlights and block names, all as
 * nodes of one syntax tree whose source spans count UTF-16 units of the exact text.
 */
@NullMarked
package app.vaultnotes.document.markdown.syntax;

import org.jspecify.annotations.NullMarked;
