package app.vaultnotes.relay.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.TestSettings;
import app.vaultnotes.relay.serve.Relay;
import app.vaultnotes.vault.sync.Caret;
import app.vaultnotes.vault.sync.Present;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Where others write, seen on a computer beside. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveCaretsTest {

    @TempDir private Path folder;
    private Relay relay;
    private String email = "";
    private Laptops laptops;
    private Laptop one;
    private Laptop guest;
    private Id note;

    @BeforeAll
    void start(@TempDir Path shared) {
        relay = Relay.start(TestSettings.in(shared).on(TestPostgres.newRelayDatabase()).settings());
    }

    @BeforeEach
    void writeTogether() {
        email = TestRelay.email();
        laptops = new Laptops(folder, relay.port());
        one = laptops.owner(email);
        note = one.vault.notes().write("Together", "red green blue\n").id();
        one.settle();
        guest = laptops.guest(one, Role.VIEWER);
        guest.settle();
    }

    @AfterEach
    void closeLaptops() {
        laptops.close();
    }

    @AfterAll
    void stop() {
        relay.close();
    }

    private Optional<Caret> at(Laptop laptop, int anchor, int caret) {
        return Optional.of(
                new Caret(
                        note,
                        laptop.vault.notes().cursor(note, anchor),
                        laptop.vault.notes().cursor(note, caret)));
    }

    /** Who a laptop sees and between which letters, or nobody. */
    private Optional<String> seen(Laptop laptop) {
        return laptop.others().stream().findFirst().map(present -> told(laptop, present));
    }

    private static String told(Laptop laptop, Present present) {
        Caret caret = present.caret();
        OptionalInt anchor = laptop.vault.notes().offset(caret.note(), caret.anchor());
        OptionalInt at = laptop.vault.notes().offset(caret.note(), caret.at());
        return present.name() + " " + anchor.orElse(-1) + "-" + at.orElse(-1);
    }

    private void awaitSeen(Laptop laptop, String what) {
        laptop.await("does not see " + what, () -> seen(laptop).equals(Optional.of(what)));
    }

    @Test
    void aCaretStaysAtItsLetterWhileOthersWrite() {
        one.sync().show(at(one, 4, 9));
        awaitSeen(guest, email + " (" + one.name() + ") 4-9");
        one.vault.notes().write("Together", "black red green blue\n");
        awaitSeen(guest, email + " (" + one.name() + ") 10-15");
    }

    @Test
    void aReaderIsSeenToo() {
        guest.sync().show(at(guest, 0, 0));
        awaitSeen(one, guest.account.email() + " (" + guest.name() + ") 0-0");
        assertEquals(guest.account.id(), one.others().getFirst().account());
    }

    @Test
    void whoLeavesTheNoteIsGone() {
        one.sync().show(at(one, 0, 0));
        guest.await("sees nobody", () -> seen(guest).isPresent());
        one.sync().show(Optional.empty());
        guest.await("sees them for ever", () -> seen(guest).isEmpty());
    }

    @Test
    void whoIsOfflineIsGoneAndSeesNobody() {
        one.sync().show(at(one, 0, 0));
        guest.sync().show(at(guest, 3, 3));
        guest.await("sees nobody", () -> seen(guest).isPresent());
        one.await("sees nobody", () -> seen(one).isPresent());
        one.stopSync();
        guest.await("sees them for ever", () -> seen(guest).isEmpty());
        assertEquals(List.of(), one.others());
    }

    @Test
    void whoComesLaterSeesWhoIsThere() {
        one.sync().show(at(one, 14, 14));
        Laptop second = laptops.second(email, one);
        second.settle();
        awaitSeen(second, one.name() + " 14-14");
    }
}
