package app.vaultnotes.desktop.spelling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.ui.spelling.WordList;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hunspell dictionaries are found and used; broken ones are named. */
class HunspellWordsTest {

    @TempDir Path folder;

    /** The folder with the small dictionaries of these tests. */
    public static Path samples() {
        try {
            return Path.of(
                            Objects.requireNonNull(HunspellWordsTest.class.getResource("en_US.dic"))
                                    .toURI())
                    .resolveSibling("");
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static List<FoundDictionary> in(Path... folders) {
        return new DictionaryFolders(List.of(folders)).find();
    }

    private static WordList load(FoundDictionary found) {
        return assertInstanceOf(LoadedWords.Ready.class, HunspellWords.load(found)).words();
    }

    private FoundDictionary written(String rules, byte[] words) throws IOException {
        Path aff = Files.writeString(folder.resolve("xx_XX.aff"), rules);
        Path dic = Files.write(folder.resolve("xx_XX.dic"), words);
        return new FoundDictionary("xx-XX", aff, dic);
    }

    private static String why(FoundDictionary found) {
        return assertInstanceOf(LoadedWords.Broken.class, HunspellWords.load(found)).why();
    }

    @Test
    void wordsAndTheirFormsAreRight() {
        List<FoundDictionary> found = in(samples());
        assertEquals(List.of("de-DE", "en-US"), found.stream().map(FoundDictionary::tag).toList());
        WordList english = load(found.get(1));
        for (String word : List.of("garden", "Gardens", "cities", "walked", "PAPER")) {
            assertTrue(english.has(word), word);
        }
        assertFalse(english.has("gardne"));
        assertEquals("garden", english.suggestions("gardne").get(0));
        assertTrue(load(found.get(0)).has("Stra\u00dfen"));
    }

    @Test
    void aCharsetThatIsNamedLateIsUsed() throws IOException {
        String late = "# a long comment\n".repeat(4_000) + "SET UTF-8\n";
        WordList words = load(written(late, "1\nStra\u00dfe\n".getBytes(StandardCharsets.UTF_8)));
        assertTrue(words.has("Stra\u00dfe"));
    }

    @Test
    void moreAliasesThanThereCanBeAreRefused() throws IOException {
        for (String kind : List.of("AF", "AM")) {
            String rules = "SET UTF-8\n" + kind + " 2000000000\n";
            assertTrue(
                    why(written(rules, "1\ncat\n".getBytes(StandardCharsets.UTF_8)))
                            .contains(kind));
        }
    }

    @Test
    void otherScriptsAreKnownByTheirLetters() throws IOException {
        Charset cyrillic = Charset.forName("KOI8-R");
        WordList russian =
                load(
                        written(
                                "SET KOI8-R\n",
                                "2\n\u043c\u0438\u0440\n\u0434\u043e\u043c\n".getBytes(cyrillic)));
        assertTrue(russian.covers(Character.UnicodeScript.CYRILLIC));
        assertFalse(russian.covers(Character.UnicodeScript.LATIN));
        assertTrue(russian.has("\u043c\u0438\u0440"));
        assertFalse(russian.has("\u043c\u0438\u0440\u0440"));
    }

    @Test
    void foldersInsideAreLookedIntoAndTheFirstFolderCounts() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("dict-en"));
        for (String name : List.of("en_US.aff", "en_US.dic")) {
            Files.copy(samples().resolve(name), inner.resolve(name));
        }
        Files.writeString(folder.resolve("hyph_en_US.dic"), "x");
        Files.writeString(folder.resolve("hyph_en_US.aff"), "x");
        Files.writeString(folder.resolve("fr_FR.dic"), "alone");
        List<FoundDictionary> found = in(folder, samples(), folder.resolve("missing"));
        assertEquals(2, found.size());
        assertEquals(inner.resolve("en_US.dic"), found.get(1).words());
    }

    @Test
    void aBrokenDictionaryIsNamedAndHarmless() throws IOException {
        assertTrue(why(written("SET UTF-8\n", new byte[0])).contains("xx_XX.dic"));
        assertTrue(
                why(written("SET UTF-8\n", "no words".getBytes(Charset.defaultCharset())))
                        .contains("xx_XX.dic"));
        byte[] words = "1\nword/A\n".getBytes(Charset.defaultCharset());
        assertFalse(why(written("SET no-such-charset\n", words)).isBlank());
        assertFalse(why(written("SFX A Y many\nSFX A 0 s .\n", words)).isBlank());
        Files.delete(folder.resolve("xx_XX.aff"));
        assertFalse(
                why(new FoundDictionary(
                                "xx-XX", folder.resolve("xx_XX.aff"), folder.resolve("xx_XX.dic")))
                        .isBlank());
    }

    @Test
    void aFileThatIsTooLargeIsNotRead() throws IOException {
        FoundDictionary found = written("SET UTF-8\n", new byte[0]);
        try (RandomAccessFile large = new RandomAccessFile(found.words().toFile(), "rw")) {
            large.setLength(HunspellWords.MOST_WORDS_BYTES + 1);
        }
        assertTrue(why(found).contains("48 MB"), why(found));
    }

    @Test
    void rulesOfNoiseNeverThrow() throws IOException {
        Random random = new Random(7);
        String rules = Files.readString(samples().resolve("en_US.aff"));
        byte[] words = Files.readAllBytes(samples().resolve("en_US.dic"));
        for (int i = 0; i < 200; i++) {
            StringBuilder noisy = new StringBuilder(rules);
            for (int k = 0; k < 4; k++) {
                noisy.setCharAt(random.nextInt(noisy.length()), (char) (1 + random.nextInt(126)));
            }
            if (HunspellWords.load(written(noisy.toString(), words))
                    instanceof LoadedWords.Ready ready) {
                ready.words().has("gardens");
                ready.words().suggestions("gardne");
            }
        }
    }

    @Test
    void ownWordsOutliveTheFileThatHoldsThem() throws IOException {
        OwnWordsFile file = new OwnWordsFile(folder.resolve("new/dictionary.txt"));
        assertFalse(file.read().has("zorb"));
        file.add("zorb");
        file.add("apple");
        assertEquals("apple\nzorb\n", Files.readString(folder.resolve("new/dictionary.txt")));
        assertTrue(new OwnWordsFile(folder.resolve("new/dictionary.txt")).read().has("zorb"));
    }
}
