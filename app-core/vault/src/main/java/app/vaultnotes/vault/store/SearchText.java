package app.vaultnotes.vault.store;

import app.vaultnotes.document.markdown.MarkdownAnalysis;

/** What is searched of a note's text. */
final class SearchText {

    private SearchText() {}

    static String of(String text) {
        return MarkdownAnalysis.of(text).searchText();
    }
}
