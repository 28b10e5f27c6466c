package app.vaultnotes.relay.frozen;

import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.WireException;
import app.vaultnotes.wire.WireId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * What a relay draws anew in every life, such as tokens: how it was when the client was recorded,
 * and how it is now. Each has the same length then and now.
 */
final class Drawn {

    /** Bytes, then and today. */
    private record Pair(byte[] then, byte[] today) {}

    private final List<Pair> pairs = new ArrayList<>();

    /** Text: also the hash of it, and the bytes of an id, since those are what is signed. */
    void learn(String then, String today) {
        byte[] before = then.getBytes(StandardCharsets.UTF_8);
        byte[] after = today.getBytes(StandardCharsets.UTF_8);
        learn(before, after);
        learn(Hash.of(before).toByteArray(), Hash.of(after).toByteArray());
        try {
            learn(raw(then), raw(today));
        } catch (WireException noId) {
            // A token.
        }
    }

    private static byte[] raw(String text) {
        UUID id = WireId.parse("an id", text);
        return ByteBuffer.allocate(WireId.LENGTH)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    void learn(byte[] then, byte[] today) {
        pairs.add(new Pair(then, today));
    }

    /** Bytes of then as they are today. */
    byte[] today(byte[] then) {
        byte[] today = then.clone();
        pairs.forEach(pair -> replace(today, pair.then(), pair.today()));
        return today;
    }

    String today(String then) {
        return new String(today(then.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private static void replace(byte[] in, byte[] before, byte[] after) {
        for (int at = 0; at + before.length <= in.length; at++) {
            if (Arrays.equals(in, at, at + before.length, before, 0, before.length)) {
                System.arraycopy(after, 0, in, at, after.length);
            }
        }
    }
}
