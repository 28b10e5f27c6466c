package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.document.markdown.MarkdownAnalysis;
import app.vaultnotes.vault.search.Queries;
import app.vaultnotes.vault.search.Query;
import app.vaultnotes.vault.search.ReferenceDocument;
import app.vaultnotes.vault.search.ReferenceSearch;
import app.vaultnotes.vault.search.SearchOrder;
import app.vaultnotes.vault.search.SearchResult;
import app.vaultnotes.vault.search.Texts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vault's search finds exactly what the plain evaluator of the language finds. */
class SearchAgreementTest {

    private static final int NOTES = 60;
    private static final int QUERIES = Boolean.getBoolean("vaultnotes.heavy") ? 20_000 : 150;

    private static final List<String> WORDS =
            List.of(
                    "apple",
                    "pear",
                    "Apple-pear",
                    "Über",
                    "uber",
                    "crème",
                    "don't",
                    "東京都",
                    "京都",
                    "都",
                    "한국어",
                    "ภาษาไทย",
                    "🚀",
                    "कि",
                    "كتاب",
                    "2026",
                    "第3章",
                    "ab",
                    "abc");

    private static final List<String> FOLDERS =
            List.of("", "Work/", "Areas/Work/", "My Folder/", "日本/", "Life/work/x/");

    private static final List<String> INLINE_TAGS = List.of("a", "a/b", "A/Ü", "東京", "über/straße");

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theIndexAndTheReferenceAgree(long seed) {
        Texts texts = new Texts(seed);
        Vaults vaults = new Vaults(folder);
        vaults.clock.advance(Duration.ofDays(-300));
        try (Vault vault = vaults.create("v")) {
            Map<String, ReferenceDocument> living = new TreeMap<>();
            for (int i = 0; i < NOTES; i++) {
                vaults.clock.advance(Duration.ofHours(12 + texts.random().nextInt(24)));
                Draft draft = new Draft(texts, i);
                vault.notes().write(draft.path, draft.text());
                living.put(draft.path, draft.document(vaults.clock.instant()));
            }
            for (String path : List.copyOf(living.keySet()).subList(0, 5)) {
                vault.trash().put(path);
                living.remove(path);
            }
            compare(vault, living, texts, "seed " + seed);
            vault.rebuild(Progress.NONE);
            compare(vault, living, texts, "rebuilt, seed " + seed);
        }
    }

    private static void compare(
            Vault vault, Map<String, ReferenceDocument> living, Texts texts, String message) {
        Queries queries = new Queries(texts, WORDS);
        for (int i = 0; i < QUERIES; i++) {
            Query query = queries.next();
            Set<String> expected = new TreeSet<>();
            living.forEach((path, document) -> {
                if (ReferenceSearch.matches(query, document, ZoneId.systemDefault())) {
                    expected.add(path);
                }
            });
            SearchResult result =
                    vault.search(query.toText(), SearchOrder.UPDATED, 1_000, 0, false);
            if (result.corrected().isEmpty()) {
                assertEquals(expected, paths(vault, result), message + ": " + query.toText());
                assertEquals(expected.size(), result.total(), message + ": " + query.toText());
            } else {
                assertEquals(Set.of(), expected, message + ": " + query.toText());
            }
        }
    }

    private static Set<String> paths(Vault vault, SearchResult result) {
        Set<String> paths = new TreeSet<>();
        result.hits()
                .forEach(hit ->
                        paths.add(
                                vault.catalogue()
                                        .note(hit.note())
                                        .map(vault.paths()::of)
                                        .orElseThrow()));
        return paths;
    }

    /** A note to be written. */
    private static final class Draft {
        private final Texts texts;
        private final String folder;
        private final String title;
        private final String path;
        private final List<String> aliases = new ArrayList<>();
        private final List<String> tags = new ArrayList<>();
        private final Map<String, List<String>> properties = new HashMap<>();
        private final Set<Query.Feature> features = EnumSet.noneOf(Query.Feature.class);
        private final Set<Query.State> states = EnumSet.noneOf(Query.State.class);
        private final StringBuilder body = new StringBuilder();

        Draft(Texts texts, int number) {
            this.texts = texts;
            folder = texts.oneOf(FOLDERS);
            title = words(2) + " n" + number;
            path = folder + title;
            body.append(words(12)).append('\n');
            tag();
            matter();
            tasks();
            links();
        }

        private boolean maybe() {
            return texts.random().nextInt(3) == 0;
        }

        private String words(int most) {
            StringBuilder words = new StringBuilder(texts.oneOf(WORDS));
            for (int i = texts.random().nextInt(most); i > 0; i--) {
                words.append(' ').append(texts.oneOf(WORDS));
            }
            return words.toString();
        }

        private void tag() {
            if (maybe()) {
                String tag = texts.oneOf(INLINE_TAGS);
                tags.add(tag);
                features.add(Query.Feature.TAG);
                body.append("\n#").append(tag).append('\n');
            }
        }

        private void matter() {
            if (maybe()) {
                String alias = words(3);
                aliases.add(alias);
                property("aliases", alias);
            }
            for (String key : List.of("status", "Rating", "due date", "größe")) {
                if (maybe()) {
                    String value =
                            texts.oneOf(List.of("done", "5", "4.5", "2026-01-02", "-3", "ÄÖ"));
                    property(key, value);
                }
            }
        }

        private void property(String key, String value) {
            properties.put(key, List.of(value));
            features.add(Query.Feature.PROPERTY);
        }

        private void tasks() {
            boolean open = maybe();
            boolean done = maybe();
            body.append(open ? "\n- [ ] buy\n" : "").append(done ? "\n- [x] sold\n" : "");
            if (open || done) {
                features.add(Query.Feature.TASK);
                states.add(open ? Query.State.OPEN : Query.State.DONE);
            }
        }

        private void links() {
            if (maybe()) {
                features.add(Query.Feature.LINK);
                body.append("\n[[Other]]\n");
            }
            if (maybe()) {
                features.add(Query.Feature.LINK);
                features.add(Query.Feature.ATTACHMENT);
                body.append("\n![[map.pdf]]\n");
            }
        }

        String text() {
            if (properties.isEmpty()) {
                return body.toString();
            }
            StringBuilder text = new StringBuilder("---\n");
            properties.forEach((key, values) ->
                    text.append(key).append(": \"").append(values.get(0)).append("\"\n"));
            return text.append("---\n").append(body).toString();
        }

        ReferenceDocument document(Instant at) {
            return new ReferenceDocument(
                    title,
                    aliases,
                    MarkdownAnalysis.of(text()).searchText(),
                    Optional.of(folder)
                            .filter(f -> !f.isEmpty())
                            .map(f -> f.substring(0, f.length() - 1))
                            .orElse(""),
                    tags,
                    properties,
                    at,
                    at,
                    features,
                    states);
        }
    }
}
