/**
 * What a note's Markdown says: links, tags, tasks, headings, properties and more, each with its
 * exact place in the text, so that a rename can rewrite a link byte by byte and an editor can style
 * from the same analysis. CommonMark and GFM by commonmark-java; wikilinks, tags, comments, math,
 * highlights and callouts as Obsidian writes them.
 */
@NullMarked
package app.vaultnotes.document.markdown;

import org.jspecify.annotations.NullMarked;
