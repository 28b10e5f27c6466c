package app.vaultnotes.relay.blob;

import io.minio.messages.Part;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/** A large object on its way, part by part; unless it is completed it is given up. */
final class S3Assembly implements AutoCloseable {

    private static final Logger LOG = System.getLogger(S3Assembly.class.getName());

    private final S3Bucket bucket;
    private final String name;
    private final String id;
    private final List<Part> parts = new ArrayList<>();
    private boolean complete;

    S3Assembly(S3Bucket bucket, String name) {
        this.bucket = bucket;
        this.name = name;
        this.id = bucket.begin(name);
    }

    void add(byte[] bytes, int length) {
        parts.add(bucket.putPart(name, id, parts.size() + 1, bytes, length));
    }

    void complete() {
        bucket.complete(name, id, parts);
        complete = true;
    }

    @Override
    public void close() {
        if (complete) {
            return;
        }
        try {
            bucket.giveUp(name, id);
        } catch (BlobStoreException e) {
            LOG.log(Level.WARNING, "parts of an unfinished object stay until they are old", e);
        }
    }
}
