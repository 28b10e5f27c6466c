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
        if (query instanceof Query.And and) {
            and.parts().forEach(part -> collect(part, words, starts));
        } else if (query instanceof Query.Or or) {
            or.parts().forEach(part -> collect(part, words, starts));
        } else if (query instanceof Query.Word word) {
            words.add(word.token());
        } else if (query instanceof Query.Prefix prefix) {
            starts.add(prefix.start());
        } else if (query instanceof Query.Phrase phrase) {
            int last = phrase.tokens().size() - 1;
            words.addAll(phrase.tokens().subList(0, last));
            (phrase.openEnd() ? starts : words).add(phrase.tokens().get(last));
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
        if (query instanceof Query.And and) {
            return Query.and(and.parts().stream().map(p -> replaced(p, replacements)).toList());
        } else if (query instanceof Query.Or or) {
            return Query.or(or.parts().stream().map(p -> replaced(p, replacements)).toList());
        } else if (query instanceof Query.Word word) {
            return new Query.Word(
                    replacements.getOrDefault(word.token(), word.token()), word.field());
        } else if (query instanceof Query.Phrase phrase) {
            List<String> tokens =
                    phrase.tokens().stream().map(t -> replacements.getOrDefault(t, t)).toList();
            return new Query.Phrase(tokens, phrase.openEnd(), phrase.field());
        }
        return query;
    }
}
