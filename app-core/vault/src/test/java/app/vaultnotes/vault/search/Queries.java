package app.vaultnotes.vault.search;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes queries from a seed. */
public final class Queries {

    /** A filter that nobody understands. */
    static final String UNREADABLE = "updated:2024-13";

    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    private final Texts texts;
    private final Random random;
    private final List<String> vocabulary;

    /** Queries for words of a vocabulary. */
    public Queries(Texts texts, List<String> vocabulary) {
        this.texts = texts;
        this.random = texts.random();
        this.vocabulary = vocabulary;
    }

    /** Queries for words of all scripts. */
    Queries(Texts texts) {
        this(texts, List.of());
    }

    /** A query. */
    public Query next() {
        return query(4);
    }

    private Query query(int depth) {
        int kind = random.nextInt(depth > 0 ? 10 : 6);
        if (kind < 6) {
            return leaf();
        }
        if (kind == 6) {
            Query part = query(depth - 1);
            return part instanceof Query.Everything ? part : Query.not(part);
        }
        List<Query> parts = new ArrayList<>();
        for (int i = 2 + random.nextInt(3); i > 0; i--) {
            parts.add(query(depth - 1));
        }
        return kind == 7 ? Query.or(parts) : Query.and(parts);
    }

    private Query leaf() {
        return switch (random.nextInt(13)) {
            case 0 -> new Query.Tag(texts.oneOf(TAGS));
            case 1 -> new Query.Folder(texts.oneOf(FOLDERS));
            case 2 -> new Query.Dated(texts.oneOf(List.of(Query.Stamp.values())), days());
            case 3 -> new Query.Has(texts.oneOf(List.of(Query.Feature.values())));
            case 4 -> new Query.Is(texts.oneOf(List.of(Query.State.values())));
            case 5 -> property();
            case 6 -> new Query.Unreadable("updated", "2024-13");
            default -> text();
        };
    }

    /** Tags that queries name. */
    public static final List<String> TAGS =
            List.of("a", "a/b", "A/Ü", "東京", "two words", "q\"uote", "über/straße");

    /** Folders that queries name. */
    public static final List<String> FOLDERS =
            List.of(
                    "Work",
                    "/Work",
                    "Areas/Work",
                    "My Folder",
                    "/",
                    "日本",
                    "a \"b\" \\ c",
                    "work/x");

    /** Properties that queries name. */
    public static final List<String> KEYS = List.of("status", "Rating", "due date", "a=b", "größe");

    /** Values that queries compare with. */
    public static final List<String> VALUES =
            List.of(
                    "done",
                    "5",
                    "4.50",
                    "-3",
                    "2026-01-02",
                    "in progress",
                    "a\"b”c\\",
                    "<x>",
                    "ÄÖ");

    private DayRange days() {
        LocalDate from = DAY.plusDays(random.nextInt(60));
        LocalDate to = from.plusDays(random.nextInt(40));
        return switch (random.nextInt(4)) {
            case 0 -> new DayRange(from, null);
            case 1 -> new DayRange(null, to);
            case 2 -> new DayRange(from, from);
            default -> new DayRange(from, to);
        };
    }

    private Query property() {
        Query.Comparison comparison = texts.oneOf(List.of(Query.Comparison.values()));
        String value = comparison == Query.Comparison.EXISTS ? "" : texts.oneOf(VALUES);
        return new Query.Property(texts.oneOf(KEYS), comparison, value);
    }

    private Query text() {
        Query.Field field = random.nextInt(4) == 0 ? Query.Field.TITLE : Query.Field.ANY;
        String text = vocabulary.isEmpty() ? texts.mixed(12) : words();
        return Query.text(text, random.nextInt(3) == 0, field).orElse(new Query.Everything());
    }

    private String words() {
        StringBuilder words = new StringBuilder(texts.oneOf(vocabulary));
        while (random.nextInt(3) == 0) {
            words.append(' ').append(texts.oneOf(vocabulary));
        }
        int end = words.length() - (random.nextInt(4) == 0 ? 1 : 0);
        return words.substring(0, end);
    }
}
