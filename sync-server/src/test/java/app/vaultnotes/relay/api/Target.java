package app.vaultnotes.relay.api;

import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.ByteString;
import java.util.UUID;

/** What somebody has, or what nobody has. */
record Target(
        String email,
        String refreshToken,
        String account,
        UUID device,
        UUID vault,
        UUID doc,
        byte[] content,
        String invitation) {

    String vaultId() {
        return WireId.text(vault);
    }

    String docId() {
        return WireId.text(doc);
    }

    ByteString hash() {
        return ByteString.copyFrom(Hash.of(content).toByteArray());
    }
}
