package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.BlobState;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.vault.store.SqliteStore;
import app.vaultnotes.vault.sync.BlobAct;
import app.vaultnotes.vault.sync.BlobSizes;
import app.vaultnotes.vault.sync.BlobSync;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes of attachments go to a relay and come from it, call by call. */
class BlobSyncTest {

    private static final BlobSizes SIZES = new BlobSizes(100, 150);
    private static final BlobState COMPLETE = BlobState.newBuilder().setComplete(true).build();

    @TempDir Path folder;
    private Vaults vaults;
    private Vault here;
    private Vault there;
    private final RelayLog relay = new RelayLog();

    @BeforeEach
    void open() {
        vaults = new Vaults(folder);
        here = vaults.create("here");
        here.notes().write("Note", "text\n");
        SqliteStore.create(vaults.folder("there"), here.id()).close();
        there = vaults.open("there");
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    private static BlobSync sync(Vault vault) {
        return new BlobSync(vault.relayBlobs(), SIZES, new Random(1), hash -> {});
    }

    private BlobHash attach(String name, int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        here.attach("Note", Files.write(folder.resolve(name), bytes));
        return BlobHash.of(bytes);
    }

    private void meet() {
        relay.meet(here);
        relay.meet(there);
    }

    private static <T extends BlobAct> T only(Class<T> kind, List<BlobAct> acts) {
        assertEquals(1, acts.size(), acts.toString());
        return kind.cast(acts.get(0));
    }

    private static List<BlobAct> answer(BlobSync sync, List<BlobAct> acts, boolean has) {
        BlobAct.Ask ask = only(BlobAct.Ask.class, acts);
        return sync.asked(ask, ask.hashes().stream().map(hash -> has).toList(), 0);
    }

    private static Error error(ErrorCode code) {
        return Error.newBuilder().setCode(code).setMessage(code.name()).build();
    }

    private byte[] bytes(BlobHash hash, BlobAct.Get get) throws IOException {
        try (InputStream in = here.blobs().open(hash)) {
            in.skipNBytes(get.offset());
            return in.readNBytes(get.lengthBytes());
        }
    }

    @Test
    void whatTheRelayHasIsNotAskedAgainUntilItsLogIsAnother() throws IOException {
        BlobHash hash = attach("a.bin", 80);
        meet();
        BlobSync first = sync(here);
        BlobAct.Put put = only(BlobAct.Put.class, answer(first, first.begin(0), false));
        assertEquals(new BlobAct.Put(put.number(), hash, 80, 0), put);
        first.stored(put, COMPLETE, 0);
        assertEquals(1, first.status().sent());
        BlobSync next = sync(here);
        assertEquals(List.of(), next.begin(0));
        relay.restore(0);
        relay.fetch(here);
        assertEquals(List.of(hash), only(BlobAct.Ask.class, next.tick(1)).hashes());
    }

    @Test
    void aRelayWithoutRoomIsTriedLaterAndOthersComeMeanwhile() throws IOException {
        attach("a.bin", 80);
        meet();
        BlobSync sync = sync(here);
        BlobAct.Put put = only(BlobAct.Put.class, answer(sync, sync.begin(0), false));
        assertEquals(List.of(), sync.failed(put, error(ErrorCode.QUOTA), 0));
        assertEquals("QUOTA", sync.status().held());
        assertEquals(1, sync.status().toSend());
        long wake = sync.wakeMillis();
        assertTrue(wake >= 60_000 && wake < Long.MAX_VALUE, "wakes at " + wake);
        attach("b.bin", 90);
        List<BlobAct> more = sync.changed(ids(), 1);
        assertFalse(more.isEmpty(), "asks for others");
        assertEquals(List.of(), answer(sync, more, false));
        assertFalse(sync.tick(wake).isEmpty(), "tries again");
    }

    private List<app.vaultnotes.document.Id> ids() {
        return here.catalogue().files(Catalogue.Page.ALL).stream()
                .map(row -> row.state().id())
                .toList();
    }

    @Test
    void whatIsTooLargeIsToldAndNotSentAgain() throws IOException {
        attach("large.bin", 80);
        meet();
        BlobSync sync = sync(here);
        BlobAct.Put put = only(BlobAct.Put.class, answer(sync, sync.begin(0), false));
        sync.failed(put, error(ErrorCode.TOO_LARGE), 0);
        assertEquals(List.of("“large.bin” cannot be sent: TOO_LARGE"), sync.status().problems());
        assertEquals(List.of(), sync.begin(1));
    }

    @Test
    void aLargeOneGoesOnWhereItWasBrokenOff() throws IOException {
        BlobHash hash = attach("a.bin", 300);
        meet();
        BlobSync sync = sync(here);
        BlobAct.Look look = only(BlobAct.Look.class, answer(sync, sync.begin(0), false));
        BlobState half = BlobState.newBuilder().setStoredBytes(120).build();
        BlobAct.Put put = only(BlobAct.Put.class, sync.stands(look, half, 0));
        assertEquals(new BlobAct.Put(put.number(), hash, 300, 120), put);
        assertEquals(List.of(), sync.failed(put, Error.getDefaultInstance(), 0));
        only(BlobAct.Look.class, sync.tick(sync.wakeMillis()));
    }

    @Test
    void aLargeOneComesInRangesAlsoAfterARestart() throws IOException {
        BlobHash hash = attach("a.bin", 300);
        meet();
        BlobSync first = sync(there);
        BlobAct.Get get = only(BlobAct.Get.class, answer(first, first.begin(0), true));
        first.got(get, bytes(hash, get), 0);
        assertEquals(BlobPlace.ON_RELAY, there.blobs().place(hash));
        BlobSync next = sync(there);
        List<BlobAct> acts = next.begin(0);
        List<Long> offsets = new ArrayList<>();
        while (!acts.isEmpty()) {
            BlobAct.Get more = only(BlobAct.Get.class, acts);
            offsets.add(more.offset());
            acts =
                    more.offset() == 300
                            ? next.failed(more, error(ErrorCode.INVALID), 0)
                            : next.got(more, bytes(hash, more), 0);
        }
        assertEquals(List.of(100L, 200L, 300L), offsets);
        assertEquals(BlobPlace.HERE, there.blobs().place(hash));
        assertEquals(1, next.status().received());
    }

    @Test
    void otherBytesAreNotKept() throws IOException {
        BlobHash small = attach("small.bin", 80);
        BlobHash large = attach("large.bin", 120);
        meet();
        BlobSync sync = sync(there);
        List<BlobAct> acts = answer(sync, sync.begin(0), true);
        for (BlobAct act : acts) {
            BlobAct.Get get = (BlobAct.Get) act;
            List<BlobAct> more = sync.got(get, new byte[get.hash().equals(small) ? 80 : 100], 0);
            if (get.hash().equals(large)) {
                sync.got(only(BlobAct.Get.class, more), new byte[20], 0);
            }
        }
        assertEquals(2, sync.status().problems().size());
        assertFalse(there.blobs().has(small) || there.blobs().has(large));
        only(BlobAct.Ask.class, sync.tick(sync.wakeMillis()));
    }

    @Test
    void onDemandOnlyWhatSomebodyWantsComes() throws IOException {
        BlobHash hash = attach("a.bin", 80);
        attach("b.bin", 90);
        meet();
        there.relayBlobs().choose(RelayBlobs.Fetching.ON_DEMAND);
        BlobSync sync = sync(there);
        assertEquals(List.of(), answer(sync, sync.begin(0), true));
        BlobAct.Get get = only(BlobAct.Get.class, sync.want(hash, 0));
        sync.got(get, bytes(hash, get), 0);
        assertEquals(BlobPlace.HERE, there.blobs().place(hash));
        assertEquals(List.of(), sync.begin(1));
        assertEquals(List.of(), there.check(Progress.NONE), "one that was not wanted is no damage");
    }

    @Test
    void whatHasNotComeIsSaidToBeOnItsWay() throws IOException {
        BlobHash hash = attach("a.bin", 80);
        assertEquals(BlobPlace.MISSING, there.blobs().place(hash));
        meet();
        assertEquals(BlobPlace.AWAITED, there.blobs().place(hash));
        VaultException e = assertThrows(VaultException.class, () -> there.blobs().open(hash));
        assertEquals(VaultException.Code.NOT_HERE, e.code());
        List<Vault.Problem> problems = there.check(Progress.NONE);
        assertEquals(List.of("attachment-awaited"), problems.stream().map(p -> p.code()).toList());
        assertTrue(problems.get(0).message().contains("have not come yet"), problems.toString());
        there.relayBlobs().log().there(List.of(hash));
        assertEquals(List.of(), there.check(Progress.NONE));
    }

    @Test
    void whatTheRelayLacksIsAskedForAgainAndAgain() throws IOException {
        BlobHash hash = attach("a.bin", 80);
        meet();
        BlobSync sync = sync(there);
        List<BlobAct> acts = sync.begin(0);
        for (int i = 0; i < 5; i++) {
            assertEquals(List.of(), answer(sync, acts, false));
            assertEquals(1, sync.status().awaited());
            acts = sync.tick(sync.wakeMillis());
        }
        BlobAct.Get get = only(BlobAct.Get.class, answer(sync, acts, true));
        sync.got(get, bytes(hash, get), 0);
        try (InputStream in = there.blobs().open(hash)) {
            assertArrayEquals(bytes(hash, get), in.readAllBytes());
        }
        assertEquals(Long.MAX_VALUE, sync.wakeMillis(), "idle");
    }

    @Test
    void aReaderGetsAndDoesNotSend() throws IOException {
        attach("a.bin", 80);
        meet();
        BlobSync sync = sync(here);
        BlobAct.Put put = only(BlobAct.Put.class, answer(sync, sync.begin(0), false));
        assertEquals(List.of(), sync.failed(put, error(ErrorCode.FORBIDDEN), 0));
        assertEquals("FORBIDDEN", sync.status().held());
        assertEquals(Long.MAX_VALUE, sync.wakeMillis(), "until the role is another one");
    }
}
