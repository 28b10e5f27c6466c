package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.vault.importing.FidelityReport;
import app.vaultnotes.vault.importing.FolderSource;
import app.vaultnotes.vault.importing.Import;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notes as long as they can be and full of marks are kept with the memory that a command has. */
class LittleMemoryTest {

    private static final int CHARS = 3_900_000;

    private static final List<String> SHAPES = List.of("[[a]] ", "[a](b) ", "- [ ] #a\n");

    @TempDir Path folder;

    private static String filled(String unit) {
        return unit.repeat(CHARS / unit.length());
    }

    /** Imports, writes twice and renames, with the heap that the launcher gives a command. */
    static final class Work {
        private Work() {}

        /** Works in the folder named. */
        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            try (Vault vault = new Vaults(folder).create("v")) {
                FolderSource source = new FolderSource(folder.resolve("source"));
                FidelityReport report = Import.run(vault, source, "", Progress.NONE);
                System.out.println(report.notes() + " " + report.changed().size());
                vault.notes().write("W", filled("word other [[link]] #tag\n"));
                vault.notes().write("W", filled("word othr [[link]] #tag2\n"));
                System.out.println(vault.moves().move("a", "b").notes());
                System.out.println(vault.compact());
            }
        }
    }

    @Test
    void notesFullOfMarksAreImportedWrittenAndFollowed() throws Exception {
        Path source = Files.createDirectories(folder.resolve("source"));
        Files.writeString(source.resolve("a.md"), "short");
        for (int i = 0; i < SHAPES.size(); i++) {
            Files.writeString(source.resolve("long" + i + ".md"), filled(SHAPES.get(i)));
        }
        // More than are kept in memory: the note that moves is pushed out by those that link to it.
        int linking = 320;
        for (int i = 0; i < linking; i++) {
            Files.writeString(source.resolve("s" + i + ".md"), "[[a]]");
        }
        List<String> command = new ArrayList<>(JavaProcess.command(Work.class, folder.toString()));
        command.addAll(1, List.of("-XX:+UseSerialGC", "-Xmx320m", "-Xss1m"));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String told =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, process.waitFor(), told);
        List<String> lines = told.lines().toList();
        assertEquals((1 + SHAPES.size() + linking) + " " + SHAPES.size(), lines.get(0));
        assertEquals(Integer.toString(linking + 1), lines.get(1));
    }

    @Test
    void fewerEditsLeadToTheSameText() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            String before = "0123456789".repeat(20);
            List<TextEdit> edits = new ArrayList<>();
            int at = 0;
            int left = before.length();
            while (left > 12) {
                int gap = random.nextInt(6);
                int deleted = random.nextInt(4);
                String inserted = "x".repeat(random.nextInt(4));
                edits.add(new TextEdit(NoteDocument.TEXT, at + gap, deleted, inserted));
                at += gap + inserted.length();
                left -= gap + deleted;
            }
            int most = 1 + random.nextInt(30);
            List<TextEdit> fewer = EditedText.fewer(before, edits, most);
            assertTrue(fewer.size() <= Math.max(most, 1), "seed " + seed);
            assertTrue(fewer.size() == edits.size() || 2 * fewer.size() > most - 1, "seed " + seed);
            assertEquals(
                    EditedText.of(before, edits).after(),
                    EditedText.of(before, fewer).after(),
                    "seed " + seed);
        }
    }
}
