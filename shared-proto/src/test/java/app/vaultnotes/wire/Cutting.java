package app.vaultnotes.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Records of made-up devices. */
final class Cutting {

    final Random random;
    final UUID vault;
    final UUID device;
    final byte[] privateKey = new byte[Signing.KEY_BYTES];
    final byte[] publicKey;
    private Hash last = Hash.NONE;
    private long deviceSeq;

    Cutting(long seed) {
        random = new Random(seed);
        vault = id();
        device = id();
        random.nextBytes(privateKey);
        publicKey = Signing.publicKey(privateKey);
    }

    UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    LogRecord next(int payloadBytes) {
        byte[] payload = new byte[payloadBytes];
        random.nextBytes(payload);
        LogRecord.Place place = new LogRecord.Place(vault, id(), device, ++deviceSeq, last);
        LogRecord record = LogRecord.cut(place, LogRecord.Kind.CHANGES, 0, payload);
        last = record.hash();
        return record;
    }

    List<LogRecord> next(int records, int payloadBytes) {
        List<LogRecord> cut = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            cut.add(next(payloadBytes));
        }
        return cut;
    }
}
