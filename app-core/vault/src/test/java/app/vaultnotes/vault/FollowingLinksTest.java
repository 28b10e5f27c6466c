package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.document.Id;
import app.vaultnotes.document.markdown.Link;
import app.vaultnotes.document.markdown.MarkdownAnalysis;
import app.vaultnotes.vault.importing.FolderSource;
import app.vaultnotes.vault.importing.Import;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is moved or renamed, every link means what it meant, and nothing else changes. */
class FollowingLinksTest {

    private static final List<String> NAMES = List.of("Ant", "Bee fly", "Crab", "Dôme", "東京");
    private static final int MOVES = 8;

    /** Most lead to a place that is taken. */
    private static final int MOST_TRIES = 500;

    private static final List<String> FOLDERS = List.of("", "In", "In/Deep", "Out", "Out/In");

    @TempDir Path folder;
    private Vault vault;
    private Random random = new Random();

    static LongStream seeds() {
        int count = Boolean.getBoolean("vaultnotes.heavy") ? 300 : 12;
        return LongStream.range(0, count).map(i -> 20_261_129 + i);
    }

    @BeforeEach
    void create() {
        vault = new Vaults(folder).create("v");
    }

    @AfterEach
    void close() {
        vault.close();
    }

    /**
     * What is known of a note.
     *
     * @param rest its text without the targets of links
     * @param meanings what each link means to the vault
     * @param ways what each of Markdown's own links means to other programs, by its path
     */
    private record Seen(String rest, List<Optional<Id>> meanings, List<Optional<Id>> ways) {}

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static String join(String folder, String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }

    private void fill() {
        List<String> paths = new ArrayList<>();
        for (String in : FOLDERS) {
            for (String name : NAMES) {
                if (random.nextInt(3) > 0) {
                    paths.add(join(in, name));
                }
            }
        }
        paths.forEach(path -> vault.notes().write(path, ""));
        for (String path : paths) {
            StringBuilder text = new StringBuilder("# A note\n");
            for (int i = random.nextInt(6); i > 0; i--) {
                text.append("See ").append(link(path, any(paths))).append(" there.\n");
            }
            vault.notes().write(path, text + "`[[Ant]]`\n");
        }
    }

    private String link(String from, String to) {
        String name = to.substring(to.lastIndexOf('/') + 1);
        return switch (random.nextInt(5)) {
            case 0 -> "[[" + name + "]]";
            case 1 -> "[[" + to + "#part|words]]";
            case 2 -> "![[" + to + "]]";
            case 3 -> "[words](" + encoded(to) + ".md)";
            default -> "[words](" + encoded(relative(from, to)) + ".md#part)";
        };
    }

    private static String encoded(String path) {
        return path.replace(" ", "%20");
    }

    private static String relative(String from, String to) {
        int folders = (int) from.chars().filter(c -> c == '/').count();
        return "../".repeat(folders) + to;
    }

    private Map<Id, Seen> look() {
        Map<String, Id> byPath = new LinkedHashMap<>();
        Map<Id, Seen> all = new LinkedHashMap<>();
        List<Catalogue.NoteRow> rows = vault.catalogue().notes(Catalogue.Page.ALL);
        rows.forEach(row -> byPath.put(vault.paths().of(row), row.state().id()));
        for (Catalogue.NoteRow row : rows) {
            all.put(row.state().id(), look(row, byPath));
        }
        return all;
    }

    private Seen look(Catalogue.NoteRow row, Map<String, Id> byPath) {
        String text = vault.notes().text(row.state().id());
        String path = vault.paths().of(row);
        StringBuilder rest = new StringBuilder();
        List<Optional<Id>> meanings = new ArrayList<>();
        List<Optional<Id>> ways = new ArrayList<>();
        int at = 0;
        List<Link> links = new ArrayList<>(MarkdownAnalysis.of(text).links());
        links.sort(java.util.Comparator.comparingInt(link -> link.target().start()));
        for (Link link : links) {
            rest.append(text, at, link.target().start());
            at = link.target().end();
            meanings.add(
                    vault.links()
                            .resolve(link.path(), row.state().shelf(), link.standard())
                            .map(Item::id));
            if (link.standard()) {
                ways.add(Optional.ofNullable(byPath.get(way(path, link.path()))));
            }
        }
        return new Seen(rest.append(text.substring(at)).toString(), meanings, ways);
    }

    /** Where a path leads from a note, as RFC 3986 has it. */
    private static String way(String from, String target) {
        URI base = URI.create("v:/" + encodedAll(from));
        String path = base.resolve(encodedAll(target)).getPath().substring(1);
        return path.endsWith(".md") ? path.substring(0, path.length() - 3) : path;
    }

    private static String encodedAll(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            boolean letter = b > 0 && Character.isLetterOrDigit((char) b);
            boolean plain = b == '/' || b == '.' || letter;
            encoded.append(plain ? Character.toString((char) b) : String.format("%%%02X", b));
        }
        return encoded.toString();
    }

    private boolean move() {
        List<Catalogue.NoteRow> rows = vault.catalogue().notes(Catalogue.Page.ALL);
        String note = vault.paths().of(rows.get(random.nextInt(rows.size())));
        try {
            if (random.nextInt(4) == 0) {
                vault.moves()
                        .move(
                                any(FOLDERS.subList(1, FOLDERS.size())),
                                any(FOLDERS.subList(1, FOLDERS.size()))
                                        + "/Moved"
                                        + random.nextInt(3));
            } else {
                vault.moves().move(note, join(any(FOLDERS), any(NAMES)));
            }
            return true;
        } catch (VaultException e) {
            return false; // There is such a name already, or a folder would stand in itself.
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyLinkMeansWhatItMeant(long seed) {
        random = new Random(seed);
        fill();
        Map<Id, Seen> before = look();
        int moves = 0;
        for (int i = 0; moves < MOVES && i < MOST_TRIES; i++) {
            moves += move() ? 1 : 0;
            Map<Id, Seen> after = look();
            for (Map.Entry<Id, Seen> each : before.entrySet()) {
                assertSame(
                        each.getValue(),
                        Objects.requireNonNull(after.get(each.getKey())),
                        "seed " + seed + " " + i);
            }
            before = after;
        }
        assertEquals(MOVES, moves, "seed " + seed);
    }

    /** Which of the two comes first by id is chance: more pairs than chance lets pass. */
    @Test
    void linksFollowFilesOfOneTitleByTheirExtension() throws IOException {
        Path source = Files.createDirectories(folder.resolve("source"));
        for (int i = 0; i < 12; i++) {
            Files.writeString(source.resolve("a" + i + ".md"), "short");
            Files.writeString(source.resolve("a" + i + ".markdown"), "long");
            Files.writeString(
                    source.resolve("Linking " + i + ".md"),
                    "[x](a0.md) [y](a0.markdown) [[a0.markdown]]".replace("a0", "a" + i));
        }
        Import.run(vault, new FolderSource(source), "", Progress.NONE);
        for (int i = 0; i < 12; i++) {
            Item.Note linking = vault.paths().note("Linking " + i);
            Item.Note file = vault.paths().note("a" + i + ".markdown");
            assertEquals(
                    List.of(vault.paths().note("a" + i + ".md").id(), file.id(), file.id()),
                    vault.links().outgoing(linking).stream()
                            .map(link -> vault.paths().item(link.path().orElseThrow()).id())
                            .toList());
            assertEquals(
                    List.of(new Links.Backlink("Linking " + i, 2)), vault.links().backlinks(file));
            vault.moves().move(file.id().toString(), "In/");
            assertEquals(
                    "[x](a0.md) [y](In/a0.markdown) [[a0.markdown]]".replace("a0", "a" + i),
                    vault.notes().text(linking.id()));
            vault.moves().move(file.id().toString(), "In/b" + i);
            assertEquals(
                    "[x](a0.md) [y](In/b0.markdown) [[b0]]"
                            .replace("a0", "a" + i)
                            .replace("b0", "b" + i),
                    vault.notes().text(linking.id()));
        }
    }

    private static void assertSame(Seen before, Seen after, String where) {
        assertEquals(before.rest(), after.rest(), where);
        assertEquals(before.meanings(), after.meanings(), where);
        for (int i = 0; i < before.ways().size(); i++) {
            if (before.ways().get(i).isPresent()) {
                assertEquals(before.ways().get(i), after.ways().get(i), where);
            }
        }
    }

    @Test
    void anExtensionStaysWithItsNote() throws IOException {
        Path source = Files.createDirectory(folder.resolve("source"));
        Files.writeString(source.resolve("a.markdown"), "a note\n");
        Files.writeString(source.resolve("I.md"), "[m](a.markdown) [[a]]\n");
        Import.run(vault, new FolderSource(source), "", Progress.NONE);
        vault.moves().move("a", "In/b");
        assertEquals(Optional.of("b.markdown"), fileName("In/b"));
        assertEquals("[m](In/b.markdown) [[b]]\n", text("I"));
        vault.undo().undo("In/b");
        assertEquals(Optional.of("a.markdown"), fileName("a"));
        assertEquals("[m](a.markdown) [[a]]\n", text("I"));
    }

    private Optional<String> fileName(String path) {
        return vault.paths().note(path).row().state().fileName();
    }

    private String text(String path) {
        return vault.notes().text(vault.paths().note(path).id());
    }
}
