package app.vaultnotes.crdt.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.ChangeHash;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HashIndexTest {

    private static final int MANY = 200_000;

    /** Which heads a file claims is its writer's choice: a second for each megabyte of them. */
    @Test
    void hashesThatBeginAlikeCostWhatOthersDo() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        HashIndex index = new HashIndex();
        long start = threads.getCurrentThreadCpuTime();
        for (int place = 0; place < MANY; place++) {
            index.put(place, ChangeHash.fromByteArray(claimed(place)));
        }
        long nanos = threads.getCurrentThreadCpuTime() - start;
        long mostNanos = 1_000L * MANY * ChangeHash.LENGTH;
        assertTrue(nanos < mostNanos, () -> nanos + " ns");
        for (int place = 0; place < MANY; place++) {
            assertEquals(place, index.find(ChangeHash.fromByteArray(claimed(place))));
        }
        assertEquals(-1, index.find(ChangeHash.fromByteArray(claimed(MANY))));
    }

    private static byte[] claimed(int number) {
        byte[] hash = new byte[ChangeHash.LENGTH];
        for (int i = 0; i < Integer.BYTES; i++) {
            hash[hash.length - 1 - i] = (byte) (number >>> (Byte.SIZE * i));
        }
        return hash;
    }

    /** As those of the heads of a loaded document, and then of others. */
    @Test
    void placesMayBeFilledInAnyOrder() {
        Random random = new Random(1);
        int places = 5_000;
        byte[][] hashes = new byte[places][ChangeHash.LENGTH];
        HashIndex index = new HashIndex();
        for (int place = places - 1; place >= 0; place -= 1 + random.nextInt(3)) {
            random.nextBytes(hashes[place]);
            index.put(place, ChangeHash.fromByteArray(hashes[place]));
            ChangeHash hash = ChangeHash.fromByteArray(hashes[place]);
            assertEquals(place, index.find(hash));
            assertEquals(hash, index.get(place));
        }
    }
}
