package app.vaultnotes.relay.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.relay.blob.BlobStore;
import app.vaultnotes.relay.blob.FileBlobStore;
import app.vaultnotes.wire.Hash;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often a store is asked, which is far away when it is S3. */
class KeptTest {

    private static final int LARGE_BYTES = 6 << 20;

    private final List<String> asked = new ArrayList<>();
    private final Random random = new Random(5);

    private BlobStore watched(BlobStore store) {
        return (BlobStore)
                Proxy.newProxyInstance(
                        KeptTest.class.getClassLoader(),
                        new Class<?>[] {BlobStore.class},
                        (_, method, values) -> {
                            asked.add(method.getName());
                            return method.invoke(store, values);
                        });
    }

    @Test
    void whatComesAtOnceIsPutAndThatIsAll(@TempDir Path folder) throws Exception {
        try (BlobStore store = FileBlobStore.open(folder)) {
            Kept kept = new Kept(watched(store));
            keep(kept, 5_000);
            assertEquals(List.of("put"), asked);
            asked.clear();
            keep(kept, LARGE_BYTES);
            assertTrue(asked.contains("uploads"), asked.toString());
        }
    }

    private void keep(Kept kept, int count) throws Exception {
        byte[] content = new byte[count];
        random.nextBytes(content);
        Kept.Incoming incoming = new Kept.Incoming(UUID.randomUUID(), Hash.of(content), count, 0);
        assertTrue(
                kept.keepAnew(UUID.randomUUID(), incoming, new ByteArrayInputStream(content))
                        .getComplete());
    }
}
