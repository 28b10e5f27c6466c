package app.vaultnotes.relay.frozen;

import static app.vaultnotes.relay.frozen.FirstStory.accept;
import static app.vaultnotes.relay.frozen.FirstStory.bytes;
import static app.vaultnotes.relay.frozen.FirstStory.invite;
import static app.vaultnotes.relay.frozen.FirstStory.refused;
import static app.vaultnotes.relay.frozen.FirstStory.send;
import static app.vaultnotes.relay.frozen.FirstStory.text;

import app.vaultnotes.proto.v1.BlobStateRequest;
import app.vaultnotes.proto.v1.ChangePassphraseRequest;
import app.vaultnotes.proto.v1.Close;
import app.vaultnotes.proto.v1.DeleteVaultRequest;
import app.vaultnotes.proto.v1.GetBlobRequest;
import app.vaultnotes.proto.v1.GetChangesRequest;
import app.vaultnotes.proto.v1.GetHistoryRequest;
import app.vaultnotes.proto.v1.GetReceiptsRequest;
import app.vaultnotes.proto.v1.GetRelayRequest;
import app.vaultnotes.proto.v1.GetSnapshotRequest;
import app.vaultnotes.proto.v1.GetStatusRequest;
import app.vaultnotes.proto.v1.GetVaultRequest;
import app.vaultnotes.proto.v1.HasRequest;
import app.vaultnotes.proto.v1.InviteAccountRequest;
import app.vaultnotes.proto.v1.LeaveRequest;
import app.vaultnotes.proto.v1.ListAccountDevicesRequest;
import app.vaultnotes.proto.v1.ListAccountInvitationsRequest;
import app.vaultnotes.proto.v1.ListAccountsRequest;
import app.vaultnotes.proto.v1.ListDevicesRequest;
import app.vaultnotes.proto.v1.ListMembersRequest;
import app.vaultnotes.proto.v1.ListMembersResponse;
import app.vaultnotes.proto.v1.ListSnapshotsRequest;
import app.vaultnotes.proto.v1.ListVaultsRequest;
import app.vaultnotes.proto.v1.Open;
import app.vaultnotes.proto.v1.Ping;
import app.vaultnotes.proto.v1.Presence;
import app.vaultnotes.proto.v1.RemoveRequest;
import app.vaultnotes.proto.v1.RenameVaultRequest;
import app.vaultnotes.proto.v1.Renew;
import app.vaultnotes.proto.v1.RestoreVaultRequest;
import app.vaultnotes.proto.v1.ResumeAccountRequest;
import app.vaultnotes.proto.v1.RevokeDeviceRequest;
import app.vaultnotes.proto.v1.RevokeTokenRequest;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.SetRoleRequest;
import app.vaultnotes.proto.v1.SuspendAccountRequest;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.proto.v1.ValidateTokenRequest;
import app.vaultnotes.proto.v1.WithdrawAccountInvitationRequest;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.api.Collected;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.SignedBatch;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.stub.StreamObserver;
import java.util.Iterator;
import java.util.UUID;

/** Every call that a client of the first release can make, and what it may run into. */
final class Recording {

    private final FirstStory story;
    private final FirstApp ann;
    private final FirstApp ben;
    private final FirstApp carl;
    private final String vaultId;
    private final String docId;

    Recording(FirstStory story, Channel channel, Recorder recorder) {
        this.story = story;
        ann = story.ann;
        ben = story.ben;
        ann.reach(channel, recorder);
        ben.reach(channel, recorder);
        carl = new FirstApp("carl@example.org", story.vault, channel, recorder);
        vaultId = WireId.text(story.vault);
        docId = WireId.text(story.doc);
    }

    void run() throws Exception {
        comingIn();
        relay();
        reading();
        blobs();
        writing();
        line();
        vaults();
        leaving();
    }

    private void comingIn() throws Exception {
        ann.relay().getRelay(GetRelayRequest.getDefaultInstance());
        refused(() -> ann.signIn("not the passphrase at all"));
        ann.signIn(TestRelay.PASSPHRASE);
        ann.bind();
        ann.auth().validateToken(ValidateTokenRequest.getDefaultInstance());
        ann.auth().listDevices(ListDevicesRequest.getDefaultInstance());
        ben.signIn(TestRelay.PASSPHRASE);
        ben.bind();
    }

    private void relay() throws Exception {
        ann.relay().getStatus(GetStatusRequest.getDefaultInstance());
        refused(() -> ben.relay().getStatus(GetStatusRequest.getDefaultInstance()));
        String page =
                ann.relay()
                        .listAccounts(ListAccountsRequest.newBuilder().setPageSize(1).build())
                        .getNextPage();
        ann.relay().listAccounts(ListAccountsRequest.newBuilder().setPage(page).build());
        String bens = ben.account();
        ann.relay()
                .listAccountDevices(
                        ListAccountDevicesRequest.newBuilder().setAccountId(bens).build());
        String invitation =
                ann.relay()
                        .inviteAccount(
                                InviteAccountRequest.newBuilder()
                                        .setEmail("dora@example.org")
                                        .build())
                        .getInvitationId();
        ann.relay().listAccountInvitations(ListAccountInvitationsRequest.getDefaultInstance());
        ann.relay()
                .withdrawAccountInvitation(
                        WithdrawAccountInvitationRequest.newBuilder()
                                .setInvitationId(invitation)
                                .build());
        ann.relay().suspendAccount(SuspendAccountRequest.newBuilder().setAccountId(bens).build());
        refused(() -> ben.signIn(TestRelay.PASSPHRASE));
        ann.relay().resumeAccount(ResumeAccountRequest.newBuilder().setAccountId(bens).build());
        ben.signInByKey();
    }

    private static void readAll(Iterator<?> answers) {
        while (answers.hasNext()) {
            answers.next();
        }
    }

    private void reading() throws Exception {
        ann.vaults().listVaults(ListVaultsRequest.getDefaultInstance());
        ben.vaults().getVault(GetVaultRequest.newBuilder().setVaultId(vaultId).build());
        String nobodys = WireId.text(UUID.randomUUID());
        refused(() ->
                ben.vaults().getVault(GetVaultRequest.newBuilder().setVaultId(nobodys).build()));
        readAll(
                ben.sync()
                        .listSnapshots(
                                ListSnapshotsRequest.newBuilder().setVaultId(vaultId).build()));
        readAll(
                ben.sync()
                        .getSnapshot(
                                GetSnapshotRequest.newBuilder()
                                        .setVaultId(vaultId)
                                        .setDocId(docId)
                                        .build()));
        GetChangesRequest.Builder changes = GetChangesRequest.newBuilder().setVaultId(vaultId);
        readAll(ben.sync().getChanges(changes.build()));
        readAll(ben.sync().getChanges(changes.setBeyondSnapshots(true).build()));
        refused(() ->
                readAll(
                        ben.sync()
                                .getChanges(
                                        changes.setAfterVaultSeq(1)
                                                .setIncarnation(WireId.text(new UUID(0, 1)))
                                                .build())));
        readAll(
                ben.sync()
                        .getHistory(
                                GetHistoryRequest.newBuilder()
                                        .setVaultId(vaultId)
                                        .setDocId(docId)
                                        .build()));
        ann.sync().getReceipts(GetReceiptsRequest.newBuilder().setVaultId(vaultId).build());
    }

    private void blobs() throws Exception {
        ByteString hash = bytes(Hash.of(story.attachment));
        ben.blobs()
                .has(
                        HasRequest.newBuilder()
                                .setVaultId(vaultId)
                                .addHashes(hash)
                                .addHashes(bytes(Hash.of(text("unknown"))))
                                .build());
        ben.blobs()
                .getState(BlobStateRequest.newBuilder().setVaultId(vaultId).setHash(hash).build());
        GetBlobRequest.Builder get = GetBlobRequest.newBuilder().setVaultId(vaultId).setHash(hash);
        readAll(ben.blobs().get(get.build()));
        readAll(ben.blobs().get(get.setOffset(100).setLength(20).build()));
        story.putBlob(ben, text("a small attachment"));
    }

    private void writing() throws Exception {
        SignedBatch batch = ann.cut(story.doc, text("four"), text("five"));
        send(ann, batch, ann.cut(UUID.randomUUID(), text("another note")));
        send(ann, batch);
        refused(() -> send(ann, ann.stray(story.doc, 99, ann.last())));
        refused(() -> send(ann, ann.stray(story.doc, 1, Hash.NONE)));
        refused(() -> send(ben, batch));
        send(ben, ben.cut(story.doc, text("six")));
        Hash hash = story.putSnapshot(ann, text("the document as it is saved"));
        refused(() -> story.attest(ann, hash));
        story.attest(ben, hash);
        ben.sync().putReceipts(story.statement(ben, 2));
        refused(() -> ben.sync().putReceipts(story.statement(ben, 1)));
    }

    private void line() throws Exception {
        Collected<ToClient> heard = new Collected<>();
        StreamObserver<ToRelay> saying = ann.syncAsync().sync(heard);
        ToRelay.Builder open = ToRelay.newBuilder().setOpen(Open.newBuilder().setVaultId(vaultId));
        int count = say(saying, heard, 2, open);
        count = say(saying, heard, count + 1, ping(1));
        SignedBatch batch = ann.cut(story.doc, text("seven"));
        count = say(saying, heard, count + 2, ToRelay.newBuilder().setBatch(batch.toMessage()));
        SignedBatch stray = ann.stray(story.doc, 999, ann.last());
        count = say(saying, heard, count + 1, ToRelay.newBuilder().setBatch(stray.toMessage()));
        count =
                say(
                        saying,
                        heard,
                        count + 1,
                        ToRelay.newBuilder().setStatement(story.statement(ann, 1)));
        Presence.Builder presence =
                Presence.newBuilder()
                        .setVaultId(vaultId)
                        .setDocId(docId)
                        .setState(ByteString.copyFromUtf8("line 3"));
        count = say(saying, heard, count, ToRelay.newBuilder().setPresence(presence));
        Renew.Builder renew = Renew.newBuilder().setAccessToken(ann.token());
        count = say(saying, heard, count, ToRelay.newBuilder().setRenew(renew));
        Close.Builder close = Close.newBuilder().setVaultId(vaultId);
        count = say(saying, heard, count, ToRelay.newBuilder().setClose(close));
        say(saying, heard, count + 1, ping(2));
        saying.onCompleted();
        heard.awaitEnd();
    }

    private static ToRelay.Builder ping(long number) {
        return ToRelay.newBuilder().setPing(Ping.newBuilder().setNumber(number));
    }

    /** Says something, and waits until as many answers have come in all. */
    private static int say(
            StreamObserver<ToRelay> saying,
            Collected<ToClient> heard,
            int count,
            ToRelay.Builder message)
            throws InterruptedException {
        saying.onNext(message.build());
        return heard.awaitCount(count).size();
    }

    private void vaults() throws Exception {
        UUID made = UUID.randomUUID();
        String id = WireId.text(made);
        FirstStory.create(ann, made, "Trips");
        refused(() -> FirstStory.create(ben, made, "Trips"));
        RenameVaultRequest.Builder rename =
                RenameVaultRequest.newBuilder().setVaultId(id).setName("Journeys");
        ann.vaults().renameVault(rename.build());
        accept(ben, invite(ann, made, Role.EDITOR));
        refused(() -> ben.vaults().renameVault(rename.setName("Mine").build()));
        carl.signUp(invite(ann, made, Role.VIEWER));
        invite(ann, made, Role.VIEWER);
        ListMembersResponse members =
                ann.vaults().listMembers(ListMembersRequest.newBuilder().setVaultId(id).build());
        ann.vaults()
                .setRole(
                        SetRoleRequest.newBuilder()
                                .setVaultId(id)
                                .setAccountId(carl.account())
                                .setRole(Role.EDITOR)
                                .build());
        ann.vaults()
                .remove(
                        RemoveRequest.newBuilder()
                                .setVaultId(id)
                                .setInvitationId(members.getInvitations(0).getInvitationId())
                                .build());
        RemoveRequest.Builder remove = RemoveRequest.newBuilder().setVaultId(id);
        ann.vaults().remove(remove.setAccountId(carl.account()).build());
        ben.vaults().leave(LeaveRequest.newBuilder().setVaultId(id).build());
        ann.vaults().deleteVault(DeleteVaultRequest.newBuilder().setVaultId(id).build());
        ann.vaults().restoreVault(RestoreVaultRequest.newBuilder().setVaultId(id).build());
        ann.vaults().listVaults(ListVaultsRequest.getDefaultInstance());
    }

    private void leaving() throws Exception {
        ann.refresh();
        ann.auth()
                .changePassphrase(
                        ChangePassphraseRequest.newBuilder()
                                .setNewPassphrase("eight grey herons wade upstream")
                                .build());
        ann.auth()
                .revokeDevice(
                        RevokeDeviceRequest.newBuilder()
                                .setDeviceId(WireId.text(ann.device))
                                .build());
        refused(() -> ann.auth().validateToken(ValidateTokenRequest.getDefaultInstance()));
        ben.auth().revokeToken(RevokeTokenRequest.newBuilder().setEverywhere(true).build());
        refused(() -> ben.auth().validateToken(ValidateTokenRequest.getDefaultInstance()));
    }
}
