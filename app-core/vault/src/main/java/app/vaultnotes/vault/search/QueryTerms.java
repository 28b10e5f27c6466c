package app.vaultnotes.vault.search;

import app.vaultnotes.vault.search.Query.Field;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The words, beginnings and phrases of a query that make a note match, not those that keep it out:
 * what is worth showing in a hit. Made once for a search and used for all its hits; immutable.
 */
public final class QueryTerms {

    /** Tokens of all terms together that are looked for; the rest is not shown. */
    static final int MAX_TOKENS = 256;

    private final List<Query> terms;
    private final TermPattern pattern;

    private QueryTerms(Set<Query> terms) {
        this.terms = List.copyOf(terms);
        this.pattern = TermPattern.of(this.terms);
    }

    /** The terms that may be found in the text of a note. */
    public static QueryTerms inText(Query query) {
        return collect(query, false);
    }

    /** The terms that may be found in a title. */
    public static QueryTerms inTitle(Query query) {
        return collect(query, true);
    }

    private static QueryTerms collect(Query query, boolean title) {
        Collector collector = new Collector(title);
        query.accept(collector);
        return new QueryTerms(collector.terms);
    }

    /** The single words among these terms, without repetition: those that may be misspelt. */
    public List<String> words() {
        return terms.stream()
                .filter(Query.Word.class::isInstance)
                .map(term -> ((Query.Word) term).term())
                .distinct()
                .toList();
    }

    /** A query with other words in the place of some; words that keep notes out stay. */
    public static Query replace(Query query, Map<String, String> replacements) {
        return query.accept(new Replacer(replacements));
    }

    /**
     * Every place of these terms in a text, in order, apart from each other; what lies beyond the
     * limits of a {@link Snippet} is not looked for.
     */
    public List<Snippet.Highlight> places(String text) {
        List<Snippet.Highlight> places = new ArrayList<>();
        for (TermMatcher.Match match : Snippet.matches(text, pattern)) {
            int last = places.size() - 1;
            if (last >= 0 && match.start() < places.get(last).end()) {
                Snippet.Highlight before = places.remove(last);
                int end = Math.max(before.end(), match.end());
                places.add(new Snippet.Highlight(before.start(), end));
            } else {
                places.add(new Snippet.Highlight(match.start(), match.end()));
            }
        }
        return places;
    }

    TermPattern pattern() {
        return pattern;
    }

    private static final class Collector extends PartialVisitor<Boolean> {
        private final boolean title;
        private final Set<Query> terms = new LinkedHashSet<>();

        Collector(boolean title) {
            this.title = title;
        }

        @Override
        public Boolean and(Query.And query) {
            query.parts().forEach(part -> part.accept(this));
            return true;
        }

        @Override
        public Boolean or(Query.Or query) {
            query.parts().forEach(part -> part.accept(this));
            return true;
        }

        @Override
        public Boolean word(Query.Word query) {
            return add(query, query.field());
        }

        @Override
        public Boolean prefix(Query.Prefix query) {
            return add(query, query.field());
        }

        @Override
        public Boolean phrase(Query.Phrase query) {
            return add(query, query.field());
        }

        private boolean add(Query query, Field field) {
            return (title || field == Field.ANY) && terms.add(query);
        }

        @Override
        Boolean otherwise(Query query) {
            return false;
        }
    }

    private static final class Replacer extends PartialVisitor<Query> {
        private final Map<String, String> replacements;

        Replacer(Map<String, String> replacements) {
            this.replacements = replacements;
        }

        @Override
        public Query and(Query.And query) {
            return Query.and(replaced(query.parts()));
        }

        @Override
        public Query or(Query.Or query) {
            return Query.or(replaced(query.parts()));
        }

        private List<Query> replaced(List<Query> parts) {
            List<Query> replaced = new ArrayList<>();
            parts.forEach(part -> replaced.add(part.accept(this)));
            return replaced;
        }

        @Override
        public Query word(Query.Word query) {
            String replacement = replacements.getOrDefault(query.term(), query.term());
            return new Query.Word(replacement, query.field());
        }

        @Override
        Query otherwise(Query query) {
            return query;
        }
    }
}
