package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import app.vaultnotes.vault.store.Backups;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An attachment that the other copy cannot give holds nothing else up. */
class MergedAttachmentsTest extends TwoCopies {

    private static final String WHOLE = "Attachments/whole.bin";
    private static final String DAMAGED = "Attachments/damaged.bin";
    private static final String MISSING = "Attachments/missing.bin";

    @Override
    void fill(Vault vault) {
        vault.notes().write("N", "text\n");
    }

    private Path attach(Vault vault, String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "the bytes of " + name);
        vault.attach("N", file);
        String hex = blob(vault, "Attachments/" + name).hex();
        return vaults.folder(vault == here ? "here" : "there")
                .resolve("blobs/" + hex.substring(0, 2) + "/" + hex);
    }

    private static BlobHash blob(Vault vault, String path) {
        return ((Item.File) vault.paths().item(path)).row().state().blob();
    }

    private static void damage(Path blob) throws IOException {
        byte[] bytes = Files.readAllBytes(blob);
        bytes[3] ^= 1;
        Files.write(blob, bytes);
    }

    private static void requireBytes(Vault vault, String path) throws IOException {
        try (InputStream in = vault.blobs().open(blob(vault, path))) {
            String name = path.substring(path.indexOf('/') + 1);
            assertArrayEquals(
                    ("the bytes of " + name).getBytes(StandardCharsets.UTF_8), in.readAllBytes());
        }
    }

    private static String problem(String path, String what) {
        return "“" + path + "”: its bytes are " + what + " where they come from";
    }

    @Test
    void whatIsDamagedOrMissingIsNamedAndTheRestArrives() throws IOException {
        damage(attach(there, "damaged.bin"));
        Files.delete(attach(there, "missing.bin"));
        attach(there, "whole.bin");
        there.notes().write("Other", "more\n");

        Merged merged = here.merge(there.session().store, Progress.NONE);

        List<String> problems = merged.problems().stream().sorted().toList();
        assertEquals(List.of(problem(DAMAGED, "damaged"), problem(MISSING, "missing")), problems);
        requireBytes(here, WHOLE);
        assertEquals("more\n", here.notes().text(here.paths().note("Other").id()));
        assertEquals(there.notes().text(there.paths().note("N").id()), text(here));
        assertFalse(here.blobs().has(blob(here, DAMAGED)));
    }

    private static String text(Vault vault) {
        return vault.notes().text(vault.paths().note("N").id());
    }

    @Test
    void whatHasTheNameOfSomethingElseIsNamed() throws IOException {
        there.attach("N", Files.writeString(folder.resolve("pic.png"), "there"));
        here.attach("N", Files.writeString(folder.resolve("pic.png"), "here"));
        there.notes().write("Day", "there");
        here.notes().write("Day", "here");
        there.notes().write("Alone", "there");
        Merged merged = here.merge(there.session().store, Progress.NONE);
        assertEquals(
                List.of("Attachments/pic", "Day"),
                merged.alike().stream()
                        .map(path -> path.replace(" (2)", "").replace(".png", ""))
                        .sorted()
                        .toList());
        assertEquals(List.of(), here.merge(there.session().store, Progress.NONE).alike());
    }

    @Test
    void bothWaysEachNamesWhatTheOtherLacks() throws IOException {
        damage(attach(there, "damaged.bin"));
        Files.delete(attach(here, "missing.bin"));
        attach(here, "whole.bin");

        Merged merged = here.mergeBoth(there, Progress.NONE);

        assertEquals(
                List.of(
                        problem(DAMAGED, "damaged"),
                        "to the other copy: " + problem(MISSING, "missing")),
                merged.problems());
        requireBytes(there, WHOLE);
        assertEquals(text(here), text(there));
    }

    @Test
    void bytesThatDidNotComeAreFetchedOnceACopyHasThem() throws IOException {
        Path blob = attach(there, "damaged.bin");
        byte[] whole = Files.readAllBytes(blob);
        damage(blob);
        for (int i = 0; i < 2; i++) {
            Merged merged = here.merge(there.session().store, Progress.NONE);
            assertEquals(List.of(problem(DAMAGED, "damaged")), merged.problems());
        }
        Files.write(blob, whole);

        assertEquals(List.of(), here.merge(there.session().store, Progress.NONE).problems());

        requireBytes(here, DAMAGED);
        assertEquals(List.of(), here.check(Progress.NONE));
    }

    @Test
    void bytesThatWereDamagedOrLostHereComeBackFromACopyThatHasThem() throws IOException {
        damage(attach(here, "damaged.bin"));
        Path cut = attach(here, "cut.bin");
        Files.delete(attach(here, "missing.bin"));
        attach(here, "whole.bin");
        there.merge(here.session().store, Progress.NONE);
        for (String name : List.of("damaged.bin", "missing.bin")) {
            // The other copy has them whole, as one made earlier has.
            there.blobs().put(bytes(name), Attachments.MAX_BYTES);
        }
        Files.write(cut, new byte[0]);

        Merged merged =
                here.merge(there.session().store, Progress.NONE)
                        .and(here.mendAttachments(there.session().store, Progress.NONE));

        assertEquals(List.of(), merged.problems());
        assertEquals(
                List.of("Attachments/cut.bin", DAMAGED, MISSING),
                merged.mended().stream().sorted().toList());
        for (String path : List.of(DAMAGED, MISSING, WHOLE, "Attachments/cut.bin")) {
            requireBytes(here, path);
        }
        assertEquals(List.of(), here.check(Progress.NONE));
    }

    private static InputStream bytes(String name) {
        return new ByteArrayInputStream(("the bytes of " + name).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void bytesThatAreDamagedInBothCopiesStayAndAreNamed() throws IOException {
        Path mine = attach(here, "damaged.bin");
        there.merge(here.session().store, Progress.NONE);
        Path theirs = vaults.folder("there").resolve(vaults.folder("here").relativize(mine));
        damage(mine);
        damage(theirs);

        Merged merged =
                here.merge(there.session().store, Progress.NONE)
                        .and(here.mendAttachments(there.session().store, Progress.NONE));

        assertEquals(List.of(problem(DAMAGED, "damaged")), merged.problems());
        assertEquals(List.of(), merged.mended());
        assertEquals(1, here.check(Progress.NONE).size());
    }

    @Test
    void bothWaysEachMendsTheOther() throws IOException {
        Path mine = attach(here, "damaged.bin");
        attach(here, "whole.bin");
        there.merge(here.session().store, Progress.NONE);
        Path theirs = vaults.folder("there").resolve(vaults.folder("here").relativize(mine));
        damage(theirs);
        assertEquals(List.of(), here.mergeBoth(there, Progress.NONE).mended(), "none was read");
        Merged merged = here.mendAttachmentsOfBoth(there, Progress.NONE);
        assertEquals(List.of("in the other copy: " + DAMAGED), merged.mended());
        requireBytes(there, DAMAGED);
        assertEquals(List.of(), there.check(Progress.NONE));
    }

    @Test
    void whatIsPurgedWhileAttachmentsAreMendedStaysGone() throws IOException {
        List<String> names = List.of("one.bin", "two.bin", "three.bin");
        for (String name : names) {
            damage(attach(here, name));
        }
        there.merge(here.session().store, Progress.NONE);
        for (String name : names) {
            there.blobs().put(bytes(name), Attachments.MAX_BYTES);
        }
        Progress purging =
                (what, done, total) -> {
                    if (done == 1) {
                        names.forEach(name -> here.trash().put("Attachments/" + name));
                        here.trash().empty();
                    }
                };

        Merged merged = here.mendAttachments(there.session().store, purging);

        assertEquals(1, merged.mended().size(), "the first came before");
        assertEquals(List.of(), merged.problems());
        assertEquals(0, here.blobs().all().size());
        assertEquals(List.of(), here.check(Progress.NONE));
    }

    @Test
    void aRestoredBackupGivesItsBytes() throws IOException {
        Path mine = attach(here, "damaged.bin");
        there.merge(here.session().store, Progress.NONE);
        Backups backups = new Backups(vaults.folder("there"));
        there.backup(backups, Progress.NONE);
        there.notes().write("Later", "text");
        there.close();
        backups.restore(backups.all().get(0).name(), vaults.clock.instant());
        there = vaults.open("there");
        damage(mine);
        Merged merged = here.mendAttachments(there.session().store, Progress.NONE);
        assertEquals(List.of(DAMAGED), merged.mended());
        requireBytes(here, DAMAGED);
    }
}
