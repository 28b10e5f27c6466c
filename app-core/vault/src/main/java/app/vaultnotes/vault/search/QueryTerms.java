package app.vaultnotes.vault.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tokens that make a note match, for highlighting.
 *
 * @param words whole tokens
 * @param starts beginnings of tokens
 */
public record QueryTerms(Set<String> words, Set<String> starts) {

    /** Copies the sets. */
    public QueryTerms {
        words = Set.copyOf(words);
        starts = Set.copyOf(starts);
    }

    /** The terms of a query, those that must not match left out. */
    public static QueryTerms of(Query query) {
        Set<String> words = new LinkedHashSet<>();
        Set<String> starts = new LinkedHashSet<>();
        collect(query, words, starts);
        return new QueryTerms(words, starts);
    }

    private static void collect(Query query, Set<String> words, Set<String> starts) {
        switch (query) {
            case Query.And and -> and.parts().forEach(part -> collect(part, words, starts));
            case Query.Or or -> or.parts().forEach(part -> collect(part, words, starts));
            case Query.Word word -> words.add(word.token());
            case Query.Prefix prefix -> starts.add(prefix.start());
            case Query.Phrase phrase -> {
                int last = phrase.tokens().size() - 1;
                words.addAll(phrase.tokens().subList(0, last));
                (phrase.openEnd() ? starts : words).add(phrase.tokens().get(last));
            }
            default -> {
                // other parts match no text
            }
        }
    }

    /** Whether a token is one of them. */
    public boolean match(String token) {
        return words.contains(token) || starts.stream().anyMatch(token::startsWith);
    }

    /** Whole words of a query that may have been mistyped, in order. */
    public static List<String> correctable(Query query) {
        return new ArrayList<>(of(query).words());
    }

    /** A query with words replaced. */
    public static Query replaced(Query query, Map<String, String> replacements) {
        return switch (query) {
            case Query.And and -> Query.and(and.parts().stream().map(p -> replaced(p, replacements)).toList());
            case Query.Or or -> Query.or(or.parts().stream().map(p -> replaced(p, replacements)).toList());
            case Query.Word word -> new Query.Word(replacements.getOrDefault(word.token(), word.token()), word.field());
            case Query.Phrase phrase ->
                    new Query.Phrase(
                            phrase.tokens().stream().map(t -> replacements.getOrDefault(t, t)).toList(),
                            phrase.openEnd(),
                            phrase.field());
            default -> query;
        };
    }
}
