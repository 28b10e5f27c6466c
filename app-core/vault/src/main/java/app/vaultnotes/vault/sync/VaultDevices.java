package app.vaultnotes.vault.sync;

import app.vaultnotes.proto.v1.GetReceiptsRequest;
import app.vaultnotes.proto.v1.ListVaultDevicesRequest;
import app.vaultnotes.proto.v1.Statement;
import app.vaultnotes.proto.v1.VaultDevice;
import app.vaultnotes.vault.relay.RelayCalls;
import app.vaultnotes.wire.Routes;
import java.util.List;

/**
 * The devices of a vault, as its relay tells them.
 *
 * @param devices which there are
 * @param statements what they say that they have
 */
record VaultDevices(List<VaultDevice> devices, List<Statement> statements) {

    /** Asks the relay, and waits for it. */
    static VaultDevices ask(RelayCalls calls, String vaultId, String token) {
        ListVaultDevicesRequest devices =
                ListVaultDevicesRequest.newBuilder().setVaultId(vaultId).build();
        GetReceiptsRequest receipts = GetReceiptsRequest.newBuilder().setVaultId(vaultId).build();
        return new VaultDevices(
                calls.call(Routes.LIST_VAULT_DEVICES, devices, token).getDevicesList(),
                calls.call(Routes.GET_RECEIPTS, receipts, token).getStatementsList());
    }
}
