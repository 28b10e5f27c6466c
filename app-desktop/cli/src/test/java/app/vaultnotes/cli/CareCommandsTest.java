package app.vaultnotes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What commands say and do when a disk lost something, and when there is nothing to show. */
class CareCommandsTest {

    private static final int PAGE_BYTES = 4_096;

    @TempDir Path folder;
    private String vault = "";

    @BeforeEach
    void makeVault() {
        vault = folder.resolve("v").toString();
        assertEquals(0, run("", "new", vault).code());
    }

    private Ran run(String input, String... arguments) {
        return Ran.in(folder, input, arguments);
    }

    private Ran in(String input, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--vault", vault));
        return run(input, all.toArray(String[]::new));
    }

    private void zero(int page) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(vault + "/vault.db", "rw")) {
            file.seek((page - 1L) * PAGE_BYTES);
            file.write(new byte[PAGE_BYTES]);
        }
    }

    @Test
    void doctorMendsAVaultWhoseFirstPageIsGone() throws IOException {
        assertEquals(0, in("the words", "write", "F/N").code());
        zero(1);
        assertEquals(1, in("", "show", "F/N").code());
        Ran found = in("", "doctor");
        assertEquals(1, found.code());
        assertTrue(found.out().contains("doctor --repair"), found.out());
        Ran mended = in("", "doctor", "--repair");
        assertEquals(0, mended.code(), mended.out() + mended.err());
        assertTrue(mended.out().contains("damaged-"), mended.out());
        assertTrue(mended.out().endsWith("The vault is well.\n"), mended.out());
        assertEquals("the words", in("", "show", "F/N").out());
        assertEquals("The vault is well.\n", in("", "doctor").out());
    }

    @Test
    void doctorMendsAnyPageAndNeverSendsInACircle() throws IOException {
        assertEquals(0, in("the words", "write", "F/N").code());
        long pages = Files.size(Path.of(vault, "vault.db")) / PAGE_BYTES;
        int rewritten = 0; // where only the search index lost a page, it alone is made anew
        for (int page = 2; page <= pages; page += 9) {
            zero(page);
            assertEquals(1, in("", "doctor").code(), "page " + page);
            Ran mended = in("", "doctor", "--repair", "--json");
            assertEquals(0, mended.code(), "page " + page + mended.out() + mended.err());
            rewritten += mended.out().contains("\"database-rewritten\"") ? 1 : 0;
            assertEquals("the words", in("", "show", "F/N").out(), "page " + page);
        }
        assertTrue(rewritten > 0);
    }

    @Test
    void ofADatabaseWithNothingInItBackupsGiveBackWhatTheyHave() throws IOException {
        assertEquals(0, in("the words", "write", "N").code());
        Files.write(Path.of(vault, "vault.db"), new byte[9 * PAGE_BYTES]);
        assertEquals(0, in("", "doctor", "--repair").code());
        assertEquals("the words", in("", "show", "N").out());
    }

    @Test
    void whatCannotBeMendedIsNotPromised() throws IOException {
        assertEquals(0, in("the words", "write", "N").code());
        try (Stream<Path> backups = Files.list(Path.of(vault, "backups"))) {
            for (Path backup : backups.toList()) {
                Files.delete(backup);
            }
        }
        Files.write(Path.of(vault, "vault.db"), new byte[9 * PAGE_BYTES]);
        Ran refused = in("", "doctor", "--repair");
        assertEquals(1, refused.code());
        assertTrue(refused.err().contains("copy"), refused.err());
        assertFalse(refused.err().contains("--repair"), refused.err());
    }

    @Test
    void aQueryMayBeginWithNot() {
        assertEquals(0, in("apples", "write", "A").code());
        assertEquals(0, in("pears", "write", "P").code());
        Ran found = in("", "search", "-apples");
        assertTrue(found.out().startsWith("P\n"), found.out() + found.err());
        assertTrue(in("", "search", "--json", "-apples").out().startsWith("{\"total\":1"));
        assertTrue(in("", "search", "-title:A", "pears").out().startsWith("P\n"));
        Ran escaped = run("", "search", "--vault", vault, "--", "-pears");
        assertTrue(escaped.out().startsWith("A\n"), escaped.out() + escaped.err());
        Ran unknown = in("", "search", "--nothing");
        assertEquals(2, unknown.code());
        assertTrue(unknown.err().contains("--nothing"), unknown.err());
    }

    @Test
    void historySaysWhatAVersionDidThatLeftTheTextAlone() {
        assertEquals(0, in("words", "write", "N").code());
        assertEquals(0, in("", "mv", "N", "M").code());
        assertEquals(0, in("", "mv", "M", "F/M").code());
        String listed = in("", "history", "F/M").out();
        assertEquals(3, listed.lines().count(), listed);
        assertTrue(listed.lines().toList().get(0).endsWith("  moved  F/M"), listed);
        assertTrue(listed.lines().toList().get(1).endsWith("  renamed  M"), listed);
        assertTrue(listed.lines().toList().get(2).endsWith("  +5 -0  N"), listed);
        String json = in("", "history", "F/M", "--json").out();
        assertTrue(json.contains("\"did\":[\"moved\"]"), json);
    }

    @Test
    void aMergeSaysWhatItDid() throws IOException {
        assertEquals(0, in("one\n", "write", "N").code());
        assertEquals(0, in("kept there", "write", "Purged").code());
        Path copy = Files.createDirectory(folder.resolve("copy"));
        Files.copy(Path.of(vault, "vault.db"), copy.resolve("vault.db"));
        assertEquals(0, in("here\none\n", "write", "N").code());
        assertEquals(0, run("one\nthere\n", "write", "N", "--vault", copy + "").code());
        assertEquals(0, in("", "trash", "Purged").code());
        assertEquals(0, in("", "trash", "--empty").code());
        String merged = in("", "merge", copy + "").out();
        assertTrue(merged.contains("1 thing that the other copy has stayed away"), merged);
        assertTrue(in("", "merge", copy + "", "--json").out().contains("\"purged\":1"));
        String both = run("", "merge", vault, "--both", "--vault", copy + "").out();
        assertTrue(both.contains("1 thing that this copy has stayed away from the other"), both);
        String history = in("", "history", "N").out();
        assertFalse(history.contains("+0 -0"), history);
        assertTrue(history.contains("  merged"), history);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whereNothingCanBeWrittenTheDiskIsNotFull() {
        Ran refused = run("", "new", "/proc/vault");
        assertEquals(1, refused.code());
        assertFalse(refused.err().contains("full"), refused.err());
        assertTrue(refused.err().contains("/proc/vault"), refused.err());
    }

    @Test
    void whatAKilledImportLeftOfAttachmentsGoes() throws IOException {
        Path incoming = Files.createDirectories(Path.of(vault, "blobs", "incoming"));
        Files.writeString(incoming.resolve("new1.part"), "half of a file");
        assertEquals(0, in("", "ls").code());
        try (Stream<Path> left = Files.list(incoming)) {
            assertEquals(List.of(), left.toList());
        }
    }

    /** No repair brings bytes back that are nowhere else. */
    @Test
    void aMissingAttachmentIsCalledByItsPathAndNoRepairIsAdvised() throws IOException {
        Path picture = Files.writeString(folder.resolve("pic.txt"), "bytes of a picture");
        assertEquals(0, in("text", "write", "Note").code());
        assertEquals(0, in("", "attach", "Note", picture.toString()).code());
        try (Stream<Path> blobs = Files.walk(Path.of(vault, "blobs"))) {
            Files.delete(blobs.filter(Files::isRegularFile).findFirst().orElseThrow());
        }
        for (String[] words :
                List.of(new String[] {"doctor"}, new String[] {"doctor", "--repair"})) {
            Ran ran = in("", words);
            assertEquals(1, ran.code());
            assertTrue(ran.out().contains("“Attachments/pic.txt”"), ran.out());
            assertTrue(ran.out().contains("“vaultnotes attach”"), ran.out());
            assertFalse(ran.out().contains("--repair"), ran.out());
            assertFalse(ran.out().contains("backup restore"), ran.out());
        }
        assertEquals(0, in("", "attach", "Note", picture.toString()).code());
        assertEquals(0, in("", "doctor").code());
    }

    @Test
    void aMergeBringsDamagedBytesBackAndSaysSo() throws IOException {
        Path picture = Files.writeString(folder.resolve("pic.txt"), "bytes of a picture");
        assertEquals(0, in("text", "write", "Note").code());
        assertEquals(0, in("", "attach", "Note", picture.toString()).code());
        Path copy = Files.createDirectory(folder.resolve("copy"));
        Files.copy(Path.of(vault, "vault.db"), copy.resolve("vault.db"));
        assertEquals(0, run("", "merge", vault, "--vault", copy + "").code());
        Path blob;
        try (Stream<Path> blobs = Files.walk(Path.of(vault, "blobs"))) {
            blob = blobs.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        Files.writeString(blob, "other bytes there!");
        assertTrue(in("", "doctor").out().contains("“vaultnotes merge --attachments”"));
        assertEquals("Merged 0 changes in 0 notes.\n", in("", "merge", copy + "").out());
        assertEquals(
                "Merged 0 changes in 0 notes.\nBrought back the bytes of: Attachments/pic.txt\n",
                in("", "merge", copy + "", "--attachments").out());
        assertEquals(0, in("", "doctor").code());
        Files.writeString(blob, "other bytes again!");
        String there =
                run("", "merge", vault, "--vault", copy + "", "--both", "--attachments").out();
        assertTrue(there.contains("in the other copy: Attachments/pic.txt"), there);
        assertEquals(0, in("", "doctor").code());
        Files.delete(blob);
        assertTrue(in("", "doctor").out().contains("“vaultnotes merge”"));
        String json = in("", "merge", copy + "", "--both", "--json").out();
        assertTrue(json.contains("\"mended\":[\"Attachments/pic.txt\"]"), json);
        assertEquals(0, in("", "doctor").code());
    }

    @Test
    void aRepairRemovesBytesThatNothingRefersTo() throws IOException {
        assertEquals(0, in("text", "write", "Note").code());
        String hex =
                "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"; // of 1, 2, 3
        Path parent = Files.createDirectories(Path.of(vault, "blobs", hex.substring(0, 2)));
        Path blob = Files.write(parent.resolve(hex), new byte[] {1, 2, 3});
        Ran found = in("", "doctor");
        assertEquals(1, found.code());
        assertTrue(found.out().contains("blobs/03/" + hex), found.out());
        assertTrue(found.out().contains("doctor --repair"), found.out());
        Ran mended = in("", "doctor", "--repair");
        assertEquals(0, mended.code(), mended.out());
        assertTrue(mended.out().startsWith("Mended: "), mended.out());
        assertFalse(Files.exists(blob));
    }

    @Test
    void ofTwoCopiesTheDamagedOneIsNamed() throws IOException {
        in("shared\n", "write", "S");
        Path copy = Files.createDirectory(folder.resolve("copy"));
        Files.write(copy.resolve("vault.db"), new byte[50_000]);
        for (List<String> more : List.of(List.<String>of(), List.of("--both"))) {
            List<String> command = new ArrayList<>(List.of("merge", "copy", "--vault", vault));
            command.addAll(more);
            Ran ran = run("", command.toArray(String[]::new));
            assertEquals(1, ran.code());
            assertTrue(ran.err().contains("The other copy in " + copy), ran.err());
            assertTrue(ran.err().contains("--vault " + copy), ran.err());
        }
        Ran there = run("", "show", "S", "--vault", copy.toString());
        assertTrue(there.err().contains(copy.resolve("vault.db") + " is damaged"), there.err());
    }
}
