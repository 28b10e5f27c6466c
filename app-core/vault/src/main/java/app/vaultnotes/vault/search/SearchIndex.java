package app.vaultnotes.vault.search;

/** Answers searches over the living notes of a vault. */
public interface SearchIndex {

    /** The notes that match, with as much about them as was asked for. */
    SearchResult search(SearchRequest request);
}
