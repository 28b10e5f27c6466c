package app.vaultnotes.vault.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is searched for. Words, prefixes and phrases hold folded tokens, ready for an index; nothing
 * is left to interpret.
 */
public sealed interface Query {

    /** Where words are looked for. */
    enum Field {
        /** Title, aliases and text. */
        ANY,
        /** Title and aliases. */
        TITLE
    }

    /** A date of a note. */
    enum Stamp {
        /** When it was made. */
        CREATED,
        /** When it was last edited. */
        UPDATED
    }

    /** What a note can have. */
    enum Feature {
        /** An embedded or linked file. */
        ATTACHMENT,
        /** A link to something in the vault. */
        LINK,
        /** A task. */
        TASK,
        /** A tag. */
        TAG,
        /** A property. */
        PROPERTY
    }

    /** What a note can be. */
    enum State {
        /** It has a task that is not done. */
        OPEN,
        /** It has tasks, all of them done. */
        DONE,
        /** It is bookmarked. */
        BOOKMARKED
    }

    /** How a property is compared. */
    enum Comparison {
        /** It is there. */
        EXISTS(""),
        /** It is equal, without regard to case and accents. */
        EQUAL("="),
        /** It is below: numbers as numbers, anything else as text. */
        LESS("<"),
        /** It is not above. */
        AT_MOST("<="),
        /** It is above. */
        GREATER(">"),
        /** It is not below. */
        AT_LEAST(">=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }

    /** Every note. */
    record Everything() implements Query {
        @Override
        public String toText() {
            return "";
        }
    }

    /** All of the parts. */
    record And(List<Query> parts) implements Query {
        @Override
        public String toText() {
            return joined(parts, " ");
        }
    }

    /** Any of the parts. */
    record Or(List<Query> parts) implements Query {
        @Override
        public String toText() {
            return joined(parts, " OR ");
        }
    }

    /** Not the part. */
    record Not(Query part) implements Query {
        @Override
        public String toText() {
            return "-" + grouped(part);
        }
    }

    /** A whole word. */
    record Word(String token, Field field) implements Query {
        @Override
        public String toText() {
            return fieldName(field) + token;
        }
    }

    /** A word that begins so. */
    record Prefix(String start, Field field) implements Query {
        @Override
        public String toText() {
            return fieldName(field) + start + "*";
        }
    }

    /** Tokens next to one another; with an open end, the last may go on. */
    record Phrase(List<String> tokens, boolean openEnd, Field field) implements Query {
        @Override
        public String toText() {
            return fieldName(field) + quoted(String.join(" ", tokens)) + (openEnd ? "*" : "");
        }
    }

    /** A tag or one below it; the path is folded. */
    record Tag(String path) implements Query {
        @Override
        public String toText() {
            return "tag:" + quotedIfNeeded(path);
        }

        /** Whether a note's tag is this one or below it. */
        public boolean covers(String tag) {
            String folded = TextFolding.fold(tag);
            return folded.equals(path) || folded.startsWith(path + "/");
        }
    }

    /** A folder or one below it; the path is folded and matches the end of a folder's path. */
    record Folder(String path) implements Query {
        @Override
        public String toText() {
            return "folder:" + quotedIfNeeded(path);
        }

        /** Whether a note in a folder with this path is inside. */
        public boolean covers(String folderPath) {
            String folded = "/" + TextFolding.fold(folderPath) + "/";
            return path.isEmpty() || folded.contains("/" + path + "/");
        }
    }

    /** A date within days. */
    record Dated(Stamp stamp, DayRange days) implements Query {
        @Override
        public String toText() {
            return stamp.name().toLowerCase(Locale.ROOT) + ":" + days.toText();
        }
    }

    /** Has something. */
    record Has(Feature feature) implements Query {
        @Override
        public String toText() {
            return "has:" + feature.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Is something. */
    record Is(State state) implements Query {
        @Override
        public String toText() {
            return "is:" + state.name().toLowerCase(Locale.ROOT);
        }
    }

    /** A property; name and value are folded. */
    record Property(String key, Comparison comparison, String value) implements Query {
        @Override
        public String toText() {
            String wanted = comparison == Comparison.EXISTS ? "" : quotedIfNeeded(value);
            return "prop:" + quotedIfNeeded(key) + comparison.sign() + wanted;
        }

        /** Whether a value of the property passes. */
        public boolean accepts(String stored) {
            int order = compare(TextFolding.fold(stored), value);
            return switch (comparison) {
                case EXISTS -> true;
                case EQUAL -> order == 0;
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case GREATER -> order > 0;
                case AT_LEAST -> order >= 0;
            };
        }

        private static int compare(String one, String other) {
            Optional<Double> left = number(one);
            Optional<Double> right = number(other);
            return left.isPresent() && right.isPresent()
                    ? Double.compare(left.get(), right.get())
                    : one.compareTo(other);
        }

        private static Optional<Double> number(String text) {
            return text.matches("[+-]?\\d{1,15}(\\.\\d{1,15})?")
                    ? Optional.of(Double.valueOf(text))
                    : Optional.empty();
        }
    }

    /** All of the parts; nothing is asked of none. */
    static Query and(List<Query> parts) {
        List<Query> flat = new ArrayList<>();
        for (Query part : parts) {
            if (part instanceof And and) {
                flat.addAll(and.parts());
            } else if (!(part instanceof Everything)) {
                flat.add(part);
            }
        }
        return flat.isEmpty()
                ? new Everything()
                : flat.size() == 1 ? flat.get(0) : new And(List.copyOf(flat));
    }

    /** Any of the parts. */
    static Query or(List<Query> parts) {
        List<Query> flat = new ArrayList<>();
        for (Query part : parts) {
            if (part instanceof Or or) {
                flat.addAll(or.parts());
            } else {
                flat.add(part);
            }
        }
        boolean all = flat.isEmpty() || flat.stream().anyMatch(Everything.class::isInstance);
        return all ? new Everything() : flat.size() == 1 ? flat.get(0) : new Or(List.copyOf(flat));
    }

    /** The opposite; of the opposite, the thing itself. */
    static Query not(Query part) {
        return part instanceof Not not ? not.part() : new Not(part);
    }

    /**
     * A piece of text as something to look for; empty when there is nothing in it to look for.
     *
     * @param openEnd whether its last word may go on
     */
    static Optional<Query> text(String text, boolean openEnd, Field field) {
        SearchTokens.Searched searched = SearchTokens.searched(text, openEnd);
        List<String> tokens = searched.tokens();
        if (tokens.isEmpty()) {
            return Optional.empty();
        }
        if (tokens.size() > 1) {
            return Optional.of(new Phrase(tokens, searched.openEnd(), field));
        }
        return Optional.of(
                searched.openEnd()
                        ? new Prefix(tokens.get(0), field)
                        : new Word(tokens.get(0), field));
    }

    /** The query as a person would write it; parsing that gives this query again. */
    String toText();

    private static String fieldName(Field field) {
        return field == Field.TITLE ? "title:" : "";
    }

    private static String joined(List<Query> parts, String separator) {
        return String.join(separator, parts.stream().map(Query::grouped).toList());
    }

    private static String grouped(Query part) {
        return part instanceof And || part instanceof Or
                ? "(" + part.toText() + ")"
                : part.toText();
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static String quotedIfNeeded(String text) {
        return text.isEmpty()
                        || text.chars()
                                .anyMatch(
                                        c -> Character.isWhitespace(c) || "()\"<>=".indexOf(c) >= 0)
                ? quoted(text.replace('"', ' '))
                : text;
    }
}
