package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.vaultnotes.document.Id;
import app.vaultnotes.document.TreeDocument;
import app.vaultnotes.vault.Timeline.Deed;
import app.vaultnotes.vault.importing.FolderSource;
import app.vaultnotes.vault.importing.Import;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What folders were: what happened to them, and what comes back to those that are gone. */
class FolderPastTest {

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

    private List<String> trashed() {
        return vault.trash().entries().stream().map(Trash.Entry::path).sorted().toList();
    }

    @Test
    void aNoteComesBackIntoAFolderThatWasPurged() {
        vault.notes().write("F/G/N", "text");
        vault.trash().put("F/G/N");
        vault.trash().put("F/G");
        vault.trash().purge("F/G");
        assertEquals(List.of("F/G/N"), trashed());
        assertEquals("F/G/N", vault.trash().restore("F/G/N").path());
        assertEquals("text", vault.notes().text(vault.paths().note("F/G/N").id()));
        assertEquals(List.of(), vault.check(Progress.NONE));
    }

    @Test
    void allThatWasInPurgedFoldersComesBackToOnePlaceAfterARestart() throws IOException {
        vault.notes().write("F/G/H/N", "text");
        vault.notes().write("F/G/M", "text");
        Id inside = vault.paths().folder("F/G");
        Blobs.Stored picture = vault.blobs().put(new ByteArrayInputStream(new byte[] {1}), 1);
        vault.bulk().commit(List.of(vault.bulk().file(inside, "pic.png", picture, 1)));
        vault.moves().move("F/G", "F/Other");
        for (String path : List.of("F/Other/M", "F/Other/pic.png", "F/Other/H")) {
            vault.trash().put(path);
        }
        vault.trash().put("F");
        vault.trash().purge("F");
        vault.close();
        vault = vaults.open("v");
        assertEquals(
                List.of("F/Other/H", "F/Other/H/N", "F/Other/M", "F/Other/pic.png"), trashed());
        assertEquals("F/Other/H", vault.trash().restore("F/Other/H").path());
        assertEquals("F/Other/M", vault.trash().restore("F/Other/M").path());
        assertEquals("F/Other/pic.png", vault.trash().restore("F/Other/pic.png").path());
        assertEquals("text", vault.notes().text(vault.paths().note("F/Other/H/N").id()));
        assertEquals(3, vault.catalogue().counts().folders());
        assertEquals(List.of(), vault.check(Progress.NONE));
    }

    @Test
    void aFolderThatWasMadeAnewTakesBackWhatWasInTheOldOne() {
        vault.notes().write("F/N", "old");
        vault.folders().create("E");
        vault.moves().move("E", "Later");
        vault.trash().put("F/N");
        vault.trash().put("F");
        vault.trash().purge("F");
        vault.moves().move("Later", "F");
        assertEquals("F/N", vault.trash().restore("F/N").path());
        assertEquals(1, vault.catalogue().counts().folders());
        assertEquals(List.of(), vault.check(Progress.NONE));
    }

    @Test
    void aFolderThatNobodyKnowsIsLookedForOnceUntilTheTreeChanges() {
        List<Id> searched = new ArrayList<>();
        Map<Id, TreeDocument.Folder> past = new HashMap<>();
        FormerFolders former =
                new FormerFolders(
                        vault.session(),
                        id -> {
                            searched.add(id);
                            return Optional.ofNullable(past.get(id));
                        });
        Id unknown = Id.random();
        for (int i = 0; i < 1_000; i++) {
            assertEquals(List.of(), former.names(unknown));
        }
        assertEquals(List.of(unknown), searched);
        past.put(unknown, new TreeDocument.Folder(unknown, "F", 1, Id.ROOT, 1, Optional.empty()));
        vault.folders().create("Other");
        assertEquals(List.of("F"), former.names(unknown));
        vault.folders().create("Third");
        assertEquals(List.of("F"), former.names(unknown));
        assertEquals(List.of(unknown, unknown), searched);
    }

    @Test
    void theHistoryOfAFolderSaysWhatHappenedToIt() {
        List<Runnable> steps =
                List.of(
                        () -> vault.folders().create("A/Plans"),
                        () -> vault.folders().create("Elsewhere"),
                        () -> vault.moves().move("A/Plans", "A/Ideas"),
                        () -> vault.moves().move("A/Ideas", "Elsewhere/"),
                        () -> vault.moves().move("A", "B"),
                        () -> vault.trash().put("Elsewhere/Ideas"),
                        () -> vault.trash().restore("Elsewhere/Ideas"),
                        () -> vault.moves().move("Elsewhere/Ideas", "B/Plans"));
        for (Runnable step : steps) {
            step.run();
            vaults.clock.advance(Duration.ofHours(1));
        }
        List<Timeline.FolderVersion> past = vault.timeline().folder("B/Plans");
        assertEquals(
                List.of(
                        "B/Plans",
                        "Elsewhere/Ideas",
                        "Elsewhere/Ideas",
                        "Elsewhere/Ideas",
                        "A/Ideas",
                        "A/Plans"),
                past.stream().map(Timeline.FolderVersion::path).toList());
        assertEquals(
                List.of(
                        Set.of(Deed.RENAMED, Deed.MOVED),
                        Set.of(Deed.RESTORED),
                        Set.of(Deed.TRASHED),
                        Set.of(Deed.MOVED),
                        Set.of(Deed.RENAMED),
                        Set.of(Deed.CREATED)),
                past.stream().map(Timeline.FolderVersion::deeds).toList());
        assertEquals(
                past.stream().map(Timeline.FolderVersion::version).toList(),
                vault.timeline().versions("B/Plans"));
        assertEquals(
                List.of("Plans", "Ideas", "Ideas", "Ideas", "Ideas", "Plans"),
                vault.timeline().places("B/Plans").stream()
                        .map(place -> place.placement().title())
                        .toList());
        assertEquals(
                List.of("A", "A", "Elsewhere", "Elsewhere", "Elsewhere", "B"),
                vault.timeline().places("B/Plans").stream().map(Timeline.Place::folder).toList());
    }

    private List<String> places(String path) {
        return vault.timeline().places(path).stream().map(Timeline.Place::path).toList();
    }

    @Test
    void aNoteWasWhereItsFoldersWereCalledThen() {
        vault.notes().write("A/Plans/N", "text");
        vaults.clock.advance(Duration.ofSeconds(1));
        vault.moves().move("A", "B");
        vaults.clock.advance(Duration.ofSeconds(1));
        vault.moves().move("B/Plans/N", "B/Plans/M");
        vaults.clock.advance(Duration.ofSeconds(1));
        vault.moves().move("B/Plans", "Top");
        vaults.clock.advance(Duration.ofSeconds(1));
        vault.moves().move("Top/M", "M");
        vaults.clock.advance(Duration.ofSeconds(1));
        vault.trash().put("Top");
        vault.trash().purge("Top");
        assertEquals(List.of("A/Plans/N", "B/Plans/M", "M"), places("M"));
    }

    @Test
    void aNoteOlderThanItsFolderWasWhereThatWasCalledAtFirst() throws IOException {
        Path source = folder.resolve("source");
        Files.createDirectories(source.resolve("A/B"));
        Path note = Files.writeString(source.resolve("A/B/Old.md"), "text");
        Files.setLastModifiedTime(note, FileTime.from(Instant.parse("2019-01-01T00:00:00Z")));
        Import.run(vault, new FolderSource(source), "", Progress.NONE);
        vaults.clock.advance(Duration.ofSeconds(1));
        vault.moves().move("A", "Z");
        vaults.clock.advance(Duration.ofSeconds(1));
        vault.moves().move("Z/B/Old", "Z/Old");
        assertEquals(List.of("A/B/Old", "Z/Old"), places("Z/Old"));
    }

    @Test
    void aFolderInTheTrashHasAHistoryByItsId() {
        Id id = vault.folders().create("A").id();
        vault.trash().put("A");
        assertEquals(
                List.of(Set.of(Deed.TRASHED), Set.of(Deed.CREATED)),
                vault.timeline().folder(id.toString()).stream()
                        .map(Timeline.FolderVersion::deeds)
                        .toList());
    }

    @Test
    void whatTwoDevicesDidIsToldOnce() throws IOException {
        vault.folders().create("A");
        vault.close();
        vaults.copy("v", "w");
        vault = vaults.open("v");
        vaults.clock.advance(Duration.ofHours(1));
        vault.moves().move("A", "B");
        vaults.clock.advance(Duration.ofHours(1));
        try (Vault other = vaults.open("w", Vaults.engine(), "other")) {
            other.folders().create("Else");
            vaults.clock.advance(Duration.ofHours(1));
            vault.merge(other.session().store, Progress.NONE);
        }
        assertEquals(
                List.of(Set.of(Deed.RENAMED), Set.of(Deed.CREATED)),
                vault.timeline().folder("B").stream().map(Timeline.FolderVersion::deeds).toList());
    }

    @Test
    void theVersionsOfAFolderHaveNoNames() {
        vault.folders().create("A");
        String version = vault.timeline().versions("A").get(0).id();
        for (Runnable naming :
                List.<Runnable>of(
                        () -> vault.timeline().name("A", "mine"),
                        () -> vault.timeline().name("A", version, "mine"))) {
            VaultException refused = assertThrows(VaultException.class, naming::run);
            assertEquals(VaultException.Code.INVALID, refused.code());
        }
    }
}
