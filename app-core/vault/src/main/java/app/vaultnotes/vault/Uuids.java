package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import java.nio.ByteBuffer;
import java.util.UUID;

/** Ids as records carry them: the same 128 bits. */
public final class Uuids {

    private Uuids() {}

    /** The bits of an id. */
    public static UUID of(Id id) {
        ByteBuffer bytes = ByteBuffer.wrap(id.toByteArray());
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    /** The id with these bits. */
    public static Id id(UUID bits) {
        return Id.fromByteArray(
                ByteBuffer.allocate(Id.LENGTH)
                        .putLong(bits.getMostSignificantBits())
                        .putLong(bits.getLeastSignificantBits())
                        .array());
    }
}
