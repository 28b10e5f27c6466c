package app.vaultnotes.vault.search;

import app.vaultnotes.vault.search.Query.Comparison;
import app.vaultnotes.vault.search.Query.Field;
import app.vaultnotes.vault.search.Query.Stamp;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the leaves of a query: texts, and the values that follow {@code tag:} and the like. */
final class QueryFields {

    /** Reads a leaf at the scanner's position; null when there is nothing to search for in it. */
    interface Reader {
        @Nullable Query read();
    }

    private static final int SHORTEST_MISSPELT_NAME = 2;
    private static final Pattern FINAL_STARS = Pattern.compile("[*\uFF0A]+$");

    private final QueryScanner scanner;
    private final LocalDate today;
    private final Map<String, Reader> readers = new LinkedHashMap<>();
    private int termsLeft = QueryParser.MAX_TERMS;
    private boolean reportedTerms;

    QueryFields(QueryScanner scanner, LocalDate today) {
        this.scanner = scanner;
        this.today = today;
        readers.put("tag", this::tag);
        readers.put("folder", this::folder);
        readers.put("title", () -> text(Field.TITLE));
        readers.put("created", () -> dated(Stamp.CREATED));
        readers.put("updated", () -> dated(Stamp.UPDATED));
        readers.put("has", this::has);
        readers.put("is", this::is);
        readers.put("prop", this::property);
    }

    /** Reads words that may be anywhere. */
    Reader text() {
        return () -> text(Field.ANY);
    }

    /** Passes over a field's name and colon and gives its reader; null when there is none. */
    @Nullable Reader named() {
        String name = scanner.fieldName();
        Reader reader = readers.get(name);
        if (reader != null) {
            scanner.moveTo(scanner.position() + name.length() + 1);
        } else if (!name.isEmpty()) {
            reportUnknown(name);
        } else {
            reportComparison();
        }
        return reader;
    }

    /** What reads like a comparison of a property is searched for as words. */
    private void reportComparison() {
        String compared = scanner.comparison();
        if (!compared.isEmpty()) {
            scanner.report(
                    scanner.position(),
                    "\"" + compared + "\" is searched for as words.",
                    "For the property write prop:" + compared + ".");
        }
    }

    /**
     * Names before a colon are common in plain text: only what could be meant as a field counts.
     */
    private void reportUnknown(String name) {
        char value = scanner.ahead(name.length() + 1);
        if (value == 0 || value == '/' || value == ':' || Character.isWhitespace(value)) {
            return;
        }
        String hint =
                readers.keySet().stream()
                        .filter(known -> isMisspelt(name, known))
                        .findFirst()
                        .map(known -> "Did you mean " + known + ":?")
                        .orElse(
                                "Fields are "
                                        + String.join(":, ", readers.keySet())
                                        + ":; for a property write prop:"
                                        + name
                                        + "=value.");
        scanner.report(
                scanner.position(),
                "There is no field \"" + name + ":\"; it is searched for as words.",
                hint);
    }

    private static boolean isMisspelt(String name, String known) {
        return name.length() >= SHORTEST_MISSPELT_NAME && new EditDistance(name, 1).to(known) == 1;
    }

    private @Nullable Query text(Field field) {
        int where = scanner.position();
        boolean quoted = scanner.isQuoteNext();
        String text = quoted ? scanner.readQuoted() : scanner.readChunk();
        boolean star = quoted ? scanner.skip('*') : endsInStar(text);
        if (!quoted && hasOtherStar(text)) {
            scanner.report(
                    where, "A * only means something at the end of a word.", "Write it there.");
        }
        QueryTokens tokens = QueryTokens.of(text, Math.max(0, termsLeft));
        if (tokens.terms().isEmpty()) {
            reportTermsIfFull(where, text);
            return null;
        }
        takeTerms(where, text, tokens);
        return tokens.toQuery(star, field).orElse(null);
    }

    private static boolean endsInStar(String text) {
        return text.endsWith("*") || text.endsWith("\uFF0A");
    }

    private static boolean hasOtherStar(String text) {
        String inner = FINAL_STARS.matcher(text).replaceFirst("");
        return inner.indexOf('*') >= 0 || inner.indexOf('\uFF0A') >= 0;
    }

    private void reportTermsIfFull(int where, String text) {
        if (termsLeft <= 0 && !SearchTokens.of(text, 1).isEmpty()) {
            reportTerms(where);
        }
    }

    private void takeTerms(int where, String text, QueryTokens tokens) {
        if (SearchTokens.of(text, termsLeft + 1).size() > termsLeft) {
            reportTerms(where);
        }
        termsLeft -= tokens.terms().size();
    }

    private void reportTerms(int where) {
        if (!reportedTerms) {
            scanner.report(
                    where,
                    "There are too many words in this query; those from here on are left out.",
                    "Search for at most " + QueryParser.MAX_TERMS + " words.");
            reportedTerms = true;
        }
    }

    /** Counts a filter as a term; false when there may be no more. */
    private boolean takeTerm(int where) {
        if (termsLeft <= 0) {
            reportTerms(where);
            return false;
        }
        termsLeft--;
        return true;
    }

    /** Whether what follows the {@code #} at the position makes a tag: at least one non-digit. */
    boolean isTagNext() {
        int where = scanner.position();
        scanner.skip('#');
        String name = scanner.readChunk();
        scanner.moveTo(where);
        boolean taggable = name.codePoints().anyMatch(c -> isTagLetter(c) && !Character.isDigit(c));
        return taggable && isTagLetter(name.codePointAt(0));
    }

    private static boolean isTagLetter(int codePoint) {
        return codePoint == '_'
                || switch (CharacterFolding.role(codePoint)) {
                    case WORD, UNSPACED, EMOJI, REGIONAL -> true;
                    default -> false;
                };
    }

    /** Reads a tag with its sign; punctuation after it, as in a sentence, does not belong to it. */
    @Nullable Query tagSign() {
        int where = scanner.position();
        scanner.skip('#');
        String name = scanner.readChunk();
        int end = name.length();
        while (end > 0 && ".,;:!?*".indexOf(name.charAt(end - 1)) >= 0) {
            end--;
        }
        return tag(where, name.substring(0, end));
    }

    private @Nullable Query tag() {
        int where = scanner.position();
        if (scanner.isQuoteNext()) {
            return tag(where, scanner.readQuoted());
        }
        String name = scanner.readChunk();
        if (endsInStar(name)) {
            scanner.report(
                    where, "A tag finds what is below it anyway; the * is left out.", "tag:name");
        }
        return tag(where, FINAL_STARS.matcher(name).replaceFirst(""));
    }

    private @Nullable Query tag(int where, String name) {
        if (NamePath.cleanTag(name).isEmpty()) {
            return missing(where, "tag", "a tag", "tag:name");
        }
        return takeTerm(where) ? new Query.Tag(name) : null;
    }

    private @Nullable Query folder() {
        int where = scanner.position();
        String path = value();
        if (path.isBlank()) {
            return missing(where, "folder", "a folder", "folder:Name or folder:\"Long name\"");
        }
        return takeTerm(where) ? new Query.Folder(path) : null;
    }

    private @Nullable Query dated(Stamp stamp) {
        int where = scanner.position();
        String text = value();
        String name = name(stamp) + ":";
        Optional<DayRange> days = DayExpression.parse(text, today);
        if (days.isEmpty()) {
            return unreadable(
                    where,
                    new Query.Unreadable(name(stamp), text),
                    "\"" + text + "\" is not a day; this finds nothing.",
                    "Write %1$s2026-01-31, %1$s2026-01, %1$s2026-01-01..2026-02-01, %1$s>2026-01, %1$stoday or %1$s7d."
                            .formatted(name));
        }
        return takeTerm(where) ? new Query.Dated(stamp, days.get()) : null;
    }

    private @Nullable Query has() {
        return choice(Query.Feature.values(), "has", Query.Has::new);
    }

    private @Nullable Query is() {
        return choice(Query.State.values(), "is", Query.Is::new);
    }

    private <E extends Enum<E>> @Nullable Query choice(
            E[] choices, String field, Function<E, Query> query) {
        int where = scanner.position();
        String word = value();
        for (E choice : choices) {
            String name = name(choice);
            if (word.equalsIgnoreCase(name) || word.equalsIgnoreCase(name + "s")) {
                return takeTerm(where) ? query.apply(choice) : null;
            }
        }
        String all =
                Arrays.stream(choices)
                        .map(c -> field + ":" + name(c))
                        .collect(Collectors.joining(", "));
        return unreadable(
                where,
                new Query.Unreadable(field, word),
                "\"" + field + ":" + word + "\" is unknown; this finds nothing.",
                "There is " + all + ".");
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private @Nullable Query property() {
        int where = scanner.position();
        String key = scanner.isQuoteNext() ? scanner.readQuoted() : scanner.readUntil("=<>!");
        boolean differs = scanner.ahead(1) == '=' && scanner.skip('!');
        Comparison comparison = comparison();
        if (key.isBlank()) {
            scanner.readChunk();
            return missing(where, "prop", "a property", "prop:name=value");
        }
        String value = comparison == Comparison.EXISTS ? "" : value();
        if (!takeTerm(where)) {
            return null;
        }
        Query property = new Query.Property(key, comparison, value);
        return differs ? Query.not(property) : property;
    }

    private Comparison comparison() {
        if (scanner.skip('<')) {
            return scanner.skip('=') ? Comparison.AT_MOST : Comparison.LESS;
        }
        if (scanner.skip('>')) {
            return scanner.skip('=') ? Comparison.AT_LEAST : Comparison.GREATER;
        }
        return scanner.skip('=') ? Comparison.EQUAL : Comparison.EXISTS;
    }

    private String value() {
        return scanner.isQuoteNext() ? scanner.readQuoted() : scanner.readChunk();
    }

    private @Nullable Query missing(int where, String field, String what, String example) {
        return unreadable(
                where,
                new Query.Unreadable(field, ""),
                "The name of " + what + " is missing here; this finds nothing.",
                "Write " + example + ".");
    }

    /** A filter that is left out would find more than was asked for; scripts would take it all. */
    private @Nullable Query unreadable(
            int where, Query.Unreadable query, String message, String hint) {
        scanner.report(where, message, hint);
        return takeTerm(where) ? query : null;
    }
}
