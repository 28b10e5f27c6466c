package app.vaultnotes.vault.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to search for, as a tree. Every value of this type can be written as text and read back: see
 * {@link #toText}. {@link QueryParser} makes one from what a person typed; the builders {@link
 * #and}, {@link #or}, {@link #not} and {@link #text} keep the tree in its one normal form.
 *
 * <p>The terms of {@link Word}, {@link Prefix} and {@link Phrase} are index tokens already, to be
 * compared exactly. A phrase matches inside one part of a note: within the title, within one alias,
 * or within the text.
 */
public sealed interface Query {

    /** Where a word may be. */
    enum Field {
        /** In the title, an alias or the text. */
        ANY,
        /** In the title or an alias. */
        TITLE
    }

    /** Which moment of a note is meant. */
    enum Stamp {
        /** When it was made. */
        CREATED,
        /** When it was last edited. */
        UPDATED
    }

    /** What a note may contain. */
    enum Feature {
        /** It shows or links a file of the vault. */
        ATTACHMENT,
        /** It links or embeds something of the vault, there or not. */
        LINK,
        /** It has tasks, ticked or not. */
        TASK,
        /** It carries a tag. */
        TAG,
        /** It has a front-matter property. */
        PROPERTY
    }

    /** What a note may be. */
    enum State {
        /** At least one of its tasks is not ticked. */
        OPEN,
        /** It has tasks and all are ticked. */
        DONE,
        /** It is bookmarked. */
        BOOKMARKED
    }

    /** How a property is compared. */
    enum Comparison {
        /** The property is there, whatever its value. */
        EXISTS(""),
        /** A value is equal. */
        EQUAL("="),
        /** A value is smaller. */
        LESS("<"),
        /** A value is smaller or equal. */
        AT_MOST("<="),
        /** A value is larger. */
        GREATER(">"),
        /** A value is larger or equal. */
        AT_LEAST(">=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        /** How a query writes it. */
        public String sign() {
            return sign;
        }

        /** Whether a value compares so with the one wanted; {@link Property#accepts} in general. */
        public boolean accepts(String value, String wanted) {
            return PropertyValue.compare(value, this, wanted);
        }
    }

    /** Calls the visitor's method for this kind of query. */
    <R> R accept(QueryVisitor<R> visitor);

    /** The query as a person would type it: parsing the text gives an equal query. */
    default String toText() {
        return QueryPrinter.print(this);
    }

    /** A query that all parts must match; {@link Everything} when there are none. */
    static Query and(List<Query> parts) {
        List<Query> flat = new ArrayList<>();
        for (Query part : parts) {
            if (part instanceof And and) {
                flat.addAll(and.parts());
            } else if (!(part instanceof Everything)) {
                flat.add(part);
            }
        }
        return switch (flat.size()) {
            case 0 -> new Everything();
            case 1 -> flat.get(0);
            default -> new And(flat);
        };
    }

    /** A query that one part must match; {@link Everything} when there are none. */
    static Query or(List<Query> parts) {
        List<Query> flat = new ArrayList<>();
        for (Query part : parts) {
            if (part instanceof Everything) {
                return part;
            }
            if (part instanceof Or or) {
                flat.addAll(or.parts());
            } else {
                flat.add(part);
            }
        }
        return switch (flat.size()) {
            case 0 -> new Everything();
            case 1 -> flat.get(0);
            default -> new Or(flat);
        };
    }

    /**
     * A query for what another one does not match. Of one that nobody understands that is not known
     * either: it matches nothing.
     *
     * @throws IllegalArgumentException when it is {@link Everything}
     */
    static Query not(Query query) {
        if (query instanceof Not not) {
            return not.part();
        }
        return unreadable(query).orElseGet(() -> new Not(query));
    }

    private static Optional<Query> unreadable(Query query) {
        if (query instanceof Unreadable) {
            return Optional.of(query);
        }
        List<Query> parts =
                query instanceof And and
                        ? and.parts()
                        : query instanceof Or or ? or.parts() : List.of();
        return parts.stream().flatMap(part -> unreadable(part).stream()).findFirst();
    }

    /**
     * A query for a piece of text: one word, several in a row, or a beginning. Text without spaces
     * between words is found in the middle of longer text.
     *
     * @param openEnd whether the last word may go on
     * @return empty when there is no letter, digit or pictograph in the text
     */
    static Optional<Query> text(String text, boolean openEnd, Field field) {
        return QueryTokens.of(text, Integer.MAX_VALUE).toQuery(openEnd, field);
    }

    /** Matches every note. */
    record Everything() implements Query {
        @Override
        public <R> R accept(QueryVisitor<R> visitor) {
            return visitor.everything(this);
        }
    }

    /**
     * A filter that nobody understands. Matches no note: whoever asked so wanted fewer, not all.
     *
     * @param field the name of the filter
     * @param value what stands after its colon, as typed
     */
    record Unreadable(String field, String value) implements Query {
        @Override
        public <R> R accept(QueryVisitor<R> visitor) {
            return visitor.unreadable(this);
        }
    }

    /**
     * Matches what all parts match.
     *
     * @param parts two or more, none of them And or Everything
     */
    record And(List<Query> parts) implements Query {
        /** Checks the normal form. */
        public And {
            parts = List.copyOf(parts);
            requireParts(parts, And.class);
        }

        @Override
        public <R> R accept(QueryVisitor<R> visitor) {
            return visitor.and(this);
        }
    }

    /**
     * Matches what at least one part matches.
     *
     * @param parts two or more, none of them Or or Everything
     */
    record Or(List<Query> parts) implements Query {
        /** Checks the normal form. */
        public Or {
            parts = List.copyOf(parts);
            requireParts(parts, Or.class);
        }

        @Override
        public <R> R accept(QueryVisitor<R> visitor) {
            return visitor.or(this);
        }
    }

    /**
     * Matches what its part does not.
     *
     * @param part neither Not nor Everything nor Unreadable
     */
    record Not(Query part) implements Query {
        /** Checks the normal form. */
        public Not {
            boolean known = !(part instanceof Everything) && !(part instanceof Unreadable);
            if (part instanceof Not || !known) {
                throw new IllegalArgumentException("cannot be negated: " + part);
            }
        }

        @Override
        public <R> R accept(QueryVisitor<R> visitor) {
            return visitor.not(this);
        }
    }

    /**
     * Matches a whole word.
     *
     * @param term an index token
     * @param field where it must be
     */
    record Word(String term, Field field) implements Query {
        /** Checks that the term can be a token. */
        public Word {
            requireTerm(term);
        }

        @Override
        public <R> R accept(QueryVisitor<R> visitor) {
            return visitor.word(this);
        }
    }

    /**
     * Matches words that begin so. A single character of a script without spaces is one, too.
     *
     * @param start the beginning of an index token
     * @param field where it must be
     */
    record Prefix(String start, Field field) implements Query {
        /** Checks that the beginning can be that of a token. */
        public Prefix {
            requireTerm(start);
        }

        @Override
        public <R> R accept(QueryVisitor<R> visitor) {
            return visitor.prefix(this);
        }
    }

    /**
     * Matches tokens that follow each other.
     *
     * @param terms two or more index tokens
     * @param openEnd whether the last one is only the beginning of a token
     * @param field where they must be
     */
    record Phrase(List<String> terms, boolean openEnd, Field field) implements Query {
        /** Checks that the terms can be tokens. */
        public Phrase {
            terms = List.copyOf(terms);
            if (terms.size() < 2) {
                throw new IllegalArgumentException("a phrase has two terms or more: " + terms);
            }
            terms.forEach(Query::requireTerm);
        }

        @Override
        public <R> R accept(QueryVisitor<R> visitor) {
            return visitor.phrase(this);
        }
    }

    /**
     * Matches notes that carry a tag or one below it.
     *
     * @param path the tag as written, without {@code #}; levels are separated by {@code /}
     */
    record Tag(String path) implements Query {
        /** Cleans the path. */
        public Tag {
            path = NamePath.cleanTag(path);
            if (path.isEmpty()) {
                throw new IllegalArgumentException("a tag needs a name");
            }
        }

        /** The tag as it is compared; keys of tags below it begin with this and a slash. */
        public String key() {
            return TextFolding.foldPath(path);
        }

        /** Whether a note's tag is this one or below it. */
        public boolean covers(String tag) {
            String other = TextFolding.foldPath(tag);
            return other.equals(key()) || other.startsWith(key() + "/");
        }

        @Override
        public <R> R accept(QueryVisitor<R> visitor) {
            return visitor.tag(this);
        }
    }

    /**
     * Matches notes in a folder or anywhere below it.
     *
     * @param path folder names separated by {@code /}. With a slash in front the first one lies in
     *     the root; otherwise they may lie anywhere, one below the other
     */
    record Folder(String path) implements Query {
        /** Cleans the path. */
        public Folder {
            String stripped = path.strip();
            path = (stripped.startsWith("/") ? "/" : "") + NamePath.clean(stripped);
            if (path.isEmpty()) {
                throw new IllegalArgumentException("a folder needs a name");
            }
        }

        /** Whether the path begins at the root. */
        public boolean anchored() {
            return path.startsWith("/");
        }

        /**
         * Whether a note in this folder matches.
         *
         * @param folderPath names separated by {@code /}; empty for the root
         */
        public boolean covers(String folderPath) {
            String inside = "/" + TextFolding.foldPath(folderPath) + "/";
            String wanted = TextFolding.foldPath(path);
            if (wanted.isEmpty()) {
                return true;
            }
            return anchored()
                    ? inside.startsWith("/" + wanted + "/")
                    : inside.contains("/" + wanted + "/");
        }

        @Override
        public <R> R accept(QueryVisitor<R> visitor) {
            return visitor.folder(this);
        }
    }

    /**
     * Matches notes made or edited on certain days.
     *
     * @param stamp which moment
     * @param days which days
     */
    record Dated(Stamp stamp, DayRange days) implements Query {
        @Override
        public <R> R accept(QueryVisitor<R> visitor) {
            return visitor.dated(this);
        }
    }

    /**
     * Matches notes that contain something.
     *
     * @param feature what
     */
    record Has(Feature feature) implements Query {
        @Override
        public <R> R accept(QueryVisitor<R> visitor) {
            return visitor.has(this);
        }
    }

    /**
     * Matches notes in a state.
     *
     * @param state which
     */
    record Is(State state) implements Query {
        @Override
        public <R> R accept(QueryVisitor<R> visitor) {
            return visitor.is(this);
        }
    }

    /**
     * Matches notes with a front-matter property of which at least one value compares so.
     *
     * @param key its name as written
     * @param comparison how to compare
     * @param value what to compare with; empty for {@link Comparison#EXISTS}
     */
    record Property(String key, Comparison comparison, String value) implements Query {
        /** Cleans name and value. */
        public Property {
            key = key.strip();
            value = value.strip();
            if (key.isEmpty()) {
                throw new IllegalArgumentException("a property needs a name");
            }
            if (comparison == Comparison.EXISTS && !value.isEmpty()) {
                throw new IllegalArgumentException("nothing to compare with: " + value);
            }
        }

        /** The name as it is compared. */
        public String foldedKey() {
            return TextFolding.fold(key);
        }

        /** Whether a value of the property compares so. */
        public boolean accepts(String storedValue) {
            return comparison.accepts(storedValue, value);
        }

        @Override
        public <R> R accept(QueryVisitor<R> visitor) {
            return visitor.property(this);
        }
    }

    private static void requireParts(List<Query> parts, Class<? extends Query> kind) {
        if (parts.size() < 2) {
            throw new IllegalArgumentException("two parts or more are needed: " + parts);
        }
        for (Query part : parts) {
            if (kind.isInstance(part) || part instanceof Everything) {
                throw new IllegalArgumentException("not in normal form: " + part);
            }
        }
    }

    private static void requireTerm(String term) {
        boolean blank = term.isEmpty() || term.chars().anyMatch(Character::isWhitespace);
        if (blank || term.length() > SearchTokens.MAX_TOKEN_CHARS) {
            throw new IllegalArgumentException("not a token: \"" + term + "\"");
        }
    }
}
