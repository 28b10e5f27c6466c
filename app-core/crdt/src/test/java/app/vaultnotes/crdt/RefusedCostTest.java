package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.engine.JavaDocument;
import app.vaultnotes.crdt.engine.Limits;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What changes cost that are refused: in memory taken, which a busy machine does not change. */
class RefusedCostTest extends JavaEngineFixture {

    private static final int LENGTH = 400_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static long bytes(Runnable work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void aRefusedChangeHasTheDocumentMadeAgainOnceAndLaterOnesDoNot() {
        JavaDocument writer = document();
        Change last = type(writer, 0, "hello worl".repeat(LENGTH / 10));
        byte[] base = writer.save();
        long load = bytes(() -> engine().load(actor(), base));
        JavaDocument document = engine().load(actor(), base);
        document.verify();
        long first = bytes(() -> refuse(document, last, 0));
        assertTrue(first < 3 * load, () -> "first " + first + " bytes, a load " + load);
        for (int i = 1; i < 10; i++) {
            int author = i;
            long later = bytes(() -> refuse(document, last, author));
            assertTrue(10 * later < load, () -> "later " + later + " bytes, a load " + load);
        }
        Change good =
                RawChunk.puts(1, "good").change(List.of(last.hash()), author(99), 1, 2 * LENGTH);
        document.apply(List.of(good));
        assertEquals(Optional.of(new Value.Null()), document.now().value(Path.of("good")));
    }

    /** What it costs is reading the change twice, as beside a document that says nothing. */
    @Test
    void whatIsNotPaidForHasAllChangesPricedOnceAndLaterOnesDoNot() {
        JavaDocument writer = document();
        long beside = unpaid(writer.save(), writer.heads())[1];
        type(writer, 0, "hello worl".repeat(LENGTH / 10));
        byte[] base = writer.save();
        long[] unpaid = unpaid(base, writer.heads());
        assertTrue(unpaid[0] > 2 * beside, () -> "first " + unpaid[0] + " bytes");
        long most = beside + beside / 2;
        assertTrue(unpaid[1] < most, () -> "later " + unpaid[1] + " bytes of " + most);
    }

    /** What the first such change costs, and one that comes when all is tried before. */
    private long[] unpaid(byte[] saved, Heads heads) {
        JavaDocument document = engine().load(actor(), saved);
        long[] bytes = new long[4];
        for (int i = 0; i < bytes.length; i++) {
            Change bad =
                    RawChunk.texts(Limits.FREE_ROWS, "k")
                            .change(List.copyOf(heads.hashes()), author(i), 1, 2 * LENGTH);
            bytes[i] =
                    bytes(() -> {
                        Executable taking = () -> document.apply(List.of(bad));
                        String said = assertThrows(CrdtException.class, taking).getMessage();
                        assertTrue(String.valueOf(said).contains("can mean"), said);
                        document.heads();
                    });
        }
        return new long[] {bytes[0], bytes[3]};
    }

    @Test
    void whatWaitsForOthersIsNotLookedThrough() {
        JavaDocument document = document();
        refuse(document, SKELETON, 0); // from now on all is tried before
        long alone = bytes(() -> refuse(document, SKELETON, 1));
        ChangeHash never = JavaEngineHarmTest.damaged(ROOT, 2).hash();
        List<Change> waiting = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            waiting.add(RawChunk.puts(1, "k").change(List.of(never), author(10 + i), 1, 50));
        }
        document.apply(waiting);
        long beside = bytes(() -> refuse(document, SKELETON, 3));
        assertTrue(beside < 2 * alone + 100_000, () -> alone + " bytes became " + beside);
        assertEquals(waiting.size(), document.waitingCount());
    }

    /** It is let go by the one that is left out, held by the other, and must wait for both. */
    @Test
    void whatIsBehindOneThatIsLeftOutWaitsForItAgain() {
        Change before = RawChunk.puts(1, "m").change(List.of(ROOT), author(1), 1, 5);
        Change bad = JavaEngineHarmTest.damaged(before.hash(), 2);
        Change other = before;
        for (int i = 0; other.hash().compareTo(bad.hash()) <= 0 || other.equals(before); i++) {
            other = RawChunk.puts(1, "x" + i).change(List.of(ROOT), author(3), 1, 5);
        }
        List<ChangeHash> both = List.of(bad.hash(), other.hash());
        Change behind = RawChunk.puts(1, "c").change(both, author(4), 1, 50);
        JavaDocument document = document();
        for (Change change : List.of(bad, behind, before, other)) {
            document.apply(List.of(change));
        }
        assertEquals(List.of(behind), document.waiting());
        assertEquals(Set.of(bad.hash()), document.missing());
        assertEquals(3, document.changeCount());
    }

    private static void refuse(JavaDocument document, Change last, int author) {
        Change bad = JavaEngineHarmTest.damaged(last.hash(), author);
        CrdtException said = assertThrows(CrdtException.class, () -> document.apply(List.of(bad)));
        assertTrue(String.valueOf(said.getMessage()).contains("not there"), said.getMessage());
    }
}
