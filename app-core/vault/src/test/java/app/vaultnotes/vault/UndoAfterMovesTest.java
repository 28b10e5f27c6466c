package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.document.Id;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps in a note are taken back rightly where its links followed moves meanwhile. */
class UndoAfterMovesTest {

    private static final String NOTE = "Plan";
    private static final List<String> MOVED = List.of("Ant", "An", "Bee fly", "蜂蜜", "B");
    private static final List<String> PLACES = List.of(NOTE, "In/" + NOTE, "In/Side/" + NOTE);
    private static final Pattern LINK = Pattern.compile("\\[\\[([^]]*)\\]\\]");

    @TempDir Path folder;
    private Vaults vaults;
    private Vault vault;

    @BeforeEach
    void create() {
        vaults = new Vaults(folder);
        vault = vaults.create("v");
    }

    @AfterEach
    void close() {
        vault.close();
    }

    private void notes(String... titles) {
        for (String title : titles) {
            vault.notes().write(title, "a note\n");
        }
    }

    private void write(String text) {
        vault.notes().write(NOTE, text);
        vaults.clock.advance(Duration.ofMinutes(1));
    }

    private String text() {
        return vault.notes().text(vault.paths().note(NOTE).id());
    }

    private String undone() {
        vault.undo().undo(NOTE);
        return text();
    }

    private String redone() {
        vault.undo().redo(NOTE);
        return text();
    }

    private void move(String from, String to) {
        vault.moves().move(from, to);
    }

    @Test
    void aTargetThatAStepChangedIsWhatItWas() {
        notes("Projekt A", "Projekt B");
        write("See [[Projekt A]] first.");
        write("See [[Projekt B]] first.");
        move("Projekt B", "Archiv Bonn");
        assertEquals("See [[Archiv Bonn]] first.", text());
        assertEquals("See [[Projekt A]] first.", undone());
        assertEquals("See [[Archiv Bonn]] first.", redone());
        assertEquals("See [[Projekt A]] first.", undone());
    }

    @Test
    void aTargetOfFewLettersIsToo() {
        notes("会議メモ", "会議録", "Old", "New");
        write("[[会議メモ]] [[Old]]");
        write("[[会議録]] [[Old]]");
        write("[[会議録]] [[New]]");
        move("会議録", "議事録");
        move("New", "Newer");
        assertEquals("[[議事録]] [[Newer]]", text());
        assertEquals("[[議事録]] [[Old]]", undone());
        assertEquals("[[会議メモ]] [[Old]]", undone());
        assertEquals("[[議事録]] [[Old]]", redone());
        assertEquals("[[議事録]] [[Newer]]", redone());
    }

    @Test
    void markdownsOwnLinksAreToo() {
        notes("Older", "Newer");
        write("[t](Older.md)");
        write("[t](Newer.md)");
        move("Newer", "Third");
        assertEquals("[t](Third.md)", text());
        assertEquals("[t](Older.md)", undone());
    }

    @Test
    void aLinkThatAStepLeftAloneGoesOnFollowing() {
        notes("Third", "Older");
        write("alpha [[Third]] omega");
        write("beta [[Older]] [[Third]] gamma");
        move("Third", "Vierte");
        move("Older", "Alt");
        assertEquals("beta [[Alt]] [[Vierte]] gamma", text());
        assertEquals("alpha [[Vierte]] omega", undone());
        assertEquals("beta [[Alt]] [[Vierte]] gamma", redone());
    }

    @Test
    void aLinkThatFollowedSeveralTimesIsOne() {
        notes("One", "Two");
        write("x [[One]] y");
        write("x [[Two]] y");
        move("Two", "Three");
        move("Three", "Four");
        move("Four", "In/Five");
        assertEquals("x [[Five]] y", text());
        assertEquals("x [[One]] y", undone());
        assertEquals("x [[Five]] y", redone());
    }

    @Test
    void aLinkThatIsBroughtBackFollows() {
        vault.notes().write("Old", "a note\n");
        write("x [[Old]] y");
        write("x y");
        assertEquals("x [[Old]] y", undone());
        move("Old", "New");
        assertEquals("x [[New]] y", text());
        assertEquals("x y", redone());
        assertEquals("x [[New]] y", undone());
    }

    @Test
    void targetsThatGrewOrShrankAreWhatTheyWere() {
        notes("Bee", "Bee fly");
        write("[[Bee fly]] [[Bee]]");
        write("[[Bee]] [[Bee]]");
        move("Bee", "New Bee");
        assertEquals("[[New Bee]] [[New Bee]]", text());
        assertEquals("[[Bee fly]] [[New Bee]]", undone());
    }

    /** What undo brings back are other letters than those the move wrote. */
    @Test
    void aLinkThatCameBackWithAStepGoesWithAnEarlierOne() {
        notes("Ant", "Bee");
        write("Milk\n");
        write("Milk\nsee [[Ant]] today\n");
        move("Ant", "Xy");
        write("Milk\nsee [[Bee]] today\n");
        assertEquals("Milk\nsee [[Xy]] today\n", undone());
        assertEquals("Milk\n", undone());
        assertEquals("Milk\nsee [[Xy]] today\n", redone());
        assertEquals("Milk\nsee [[Bee]] today\n", redone());
    }

    @Test
    void aWholeLinkThatCameBackDoes() {
        notes("Ant", "Bee");
        write("a b");
        write("a [[Ant]] b");
        move("Ant", "Xyz");
        write("a b");
        assertEquals("a [[Xyz]] b", undone());
        assertEquals("a b", undone());
    }

    @Test
    void ofTwoLinksTheOtherStays() {
        notes("Ant", "Bee");
        write("Buy [[Bee]]");
        write("Buy [[Ant]] and [[Bee]]");
        move("Ant", "Xy");
        write("gone");
        assertEquals("Buy [[Xy]] and [[Bee]]", undone());
        assertEquals("Buy [[Bee]]", undone());
    }

    @Test
    void aMoveBetweenUndoAndRedoIsFollowed() {
        notes("Ant");
        write("a");
        write("a [[Ant]]");
        write("z");
        assertEquals("a [[Ant]]", undone());
        move("Ant", "Xy");
        assertEquals("z", redone());
        assertEquals("a [[Xy]]", undone());
        assertEquals("a", undone());
    }

    /** Its own links follow when a note moves, and once more when that is taken back. */
    @Test
    void aNoteThatMovedItselfIsTakenBack() {
        notes("Other", "Third");
        Id id = written("start\n");
        write(id, "see [t](Other.md) end\n");
        write(id, "see [t](Third.md) end\n");
        move(id.toString(), "S/" + NOTE);
        move("Third", "Vierte");
        assertEquals("see [t](../Vierte.md) end\n", text(id));
        assertEquals("see [t](Vierte.md) end\n", undone(id));
        assertEquals("see [t](Other.md) end\n", undone(id));
        assertEquals("start\n", undone(id));
        redone(id);
        redone(id);
        assertEquals("see [t](../Vierte.md) end\n", redone(id));
    }

    @Test
    void linksThatAMoveLeftAloneStayWhenItIsTakenBack() {
        notes("Alpha", "Beta");
        move(written("start\n").toString(), "S/" + NOTE);
        Id id = vault.paths().note("S/" + NOTE).id();
        write(id, "Milk and Alpha.md and [[Beta]] today\n");
        write(id, "Milk and [see](Alpha.md) and so on\n");
        move(id.toString(), NOTE);
        assertEquals("Milk and [see](Alpha.md) and so on\n", undone(id));
        assertEquals("Milk and Alpha.md and [[Beta]] today\n", undone(id));
        assertEquals("start\n", undone(id));
    }

    private Id written(String text) {
        write(text);
        return vault.paths().note(NOTE).id();
    }

    private void write(Id id, String text) {
        vault.notes().write(id.toString(), text);
        vaults.clock.advance(Duration.ofMinutes(1));
    }

    private String text(Id id) {
        return vault.notes().text(id);
    }

    private String undone(Id id) {
        vault.undo().undo(id.toString());
        return text(id);
    }

    private String redone(Id id) {
        vault.undo().redo(id.toString());
        return text(id);
    }

    static IntStream seeds() {
        return IntStream.range(0, Boolean.getBoolean("vaultnotes.heavy") ? 600 : 40);
    }

    /**
     * Steps that write words and links, with moves in between, are taken back to the very texts
     * that the same steps left, with every link as the moves have it.
     */
    @ParameterizedTest
    @MethodSource("seeds")
    void stepsAreTakenBackAsIfTheMovesHadBeenFirst(int seed) {
        Random random = new Random(seed);
        List<String> titles = List.of("Ant", "Antler", "Bee", "Bee fly", "蜂", "蜂蜜");
        notes(titles.toArray(String[]::new));
        String[] texts = new String[6];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = random(random, titles);
            write(texts[i]);
        }
        int moved = random.nextInt(titles.size());
        String to = List.of("Antonia", "Be", "New Bee", "蜜").get(random.nextInt(4));
        move(titles.get(moved), to);
        String more = random(random, List.of("Ant", "蜂"));
        if (random.nextBoolean() && !more.equals(text())) {
            write(more);
            undone();
        }
        for (int i = texts.length - 1; i >= 0; i--) {
            assertEquals(
                    meaning(texts[i], titles.get(moved), to),
                    meaning(text(), titles.get(moved), to),
                    "seed " + seed + ", " + i);
            if (i > 0 && !texts[i].equals(texts[i - 1])) {
                undone();
            }
        }
    }

    private static String random(Random random, List<String> titles) {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            text.append(random.nextInt(3) == 0 ? "B e An 蜂 " : "word ");
            String title = titles.get(random.nextInt(titles.size()));
            text.append(random.nextInt(4) > 0 ? "[[" + title + "]] " : standard(title));
        }
        return text.toString();
    }

    private static String standard(String title) {
        return "[x](" + title.replace(" ", "%20") + ".md) ";
    }

    /** A link that came back may have its former name, which leads nowhere now. */
    private static String meaning(String text, String from, String to) {
        return text.replace("[[" + from + "]]", "[[" + to + "]]")
                .replace(standard(from), standard(to));
    }

    /**
     * Any walk of writing, moving, undo and redo comes to the texts that were written, each link to
     * the note it led to, by a name that the note has or had. The note itself moves, too.
     */
    @ParameterizedTest
    @MethodSource("seeds")
    void anyWalkComesToTheTextsThatWereWritten(int seed) {
        Random random = new Random(seed);
        Map<String, Integer> names = new LinkedHashMap<>();
        List<String> now = new ArrayList<>(List.of("Ant", "Bee", "蜂", "Ant hill"));
        now.forEach(name -> names.put(name, names.size()));
        notes(now.toArray(String[]::new));
        Deque<String> done = new ArrayDeque<>();
        Deque<String> undone = new ArrayDeque<>();
        Id id = written(random(random, now));
        done.push(text(id));
        for (int i = 0; i < 25; i++) {
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    String text = random(random, now);
                    if (!text.equals(text(id))) {
                        write(id, text);
                        done.push(text(id));
                        undone.clear();
                    }
                }
                case 2 -> {
                    int moved = random.nextInt(now.size());
                    String name = MOVED.get(random.nextInt(MOVED.size())) + " " + i;
                    move(now.get(moved), name);
                    names.put(name, moved);
                    now.set(moved, name);
                }
                case 3 -> {
                    if (done.size() > 1) {
                        undone.push(done.pop());
                        undone(id);
                    }
                }
                case 4 -> {
                    move(id.toString(), PLACES.get(random.nextInt(PLACES.size())) + " " + i);
                    done.push(text(id));
                    undone.clear();
                }
                default -> {
                    if (!undone.isEmpty()) {
                        done.push(undone.pop());
                        redone(id);
                    }
                }
            }
            assertEquals(
                    led(done.element(), names), led(text(id), names), "seed " + seed + ", " + i);
        }
    }

    private static String led(String text, Map<String, Integer> names) {
        String wiki = text.replaceAll("\\[x\\]\\((?:\\.\\./)*([^)]*)\\.md\\)", "[[$1]]");
        return LINK.matcher(wiki)
                .replaceAll(link ->
                        "[[#" + names.getOrDefault(link.group(1).replace("%20", " "), -1) + "]]");
    }
}
