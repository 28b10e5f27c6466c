package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.engine.JavaDocument;
import app.vaultnotes.crdt.engine.Limits;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
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

    private static void refuse(JavaDocument document, Change last, int author) {
        Change bad = JavaEngineHarmTest.damaged(last.hash(), author);
        CrdtException said = assertThrows(CrdtException.class, () -> document.apply(List.of(bad)));
        assertTrue(String.valueOf(said.getMessage()).contains("not there"), said.getMessage());
    }
}
