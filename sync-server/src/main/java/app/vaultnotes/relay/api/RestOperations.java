package app.vaultnotes.relay.api;

import app.vaultnotes.proto.v1.AuthServiceGrpc;
import app.vaultnotes.proto.v1.BlobDescription;
import app.vaultnotes.proto.v1.BlobServiceGrpc;
import app.vaultnotes.proto.v1.GetSnapshotRequest;
import app.vaultnotes.proto.v1.HistoryPage;
import app.vaultnotes.proto.v1.SnapshotPage;
import app.vaultnotes.proto.v1.SyncServiceGrpc;
import app.vaultnotes.relay.page.Operation;
import app.vaultnotes.relay.page.Operation.Carries;
import app.vaultnotes.wire.Route;
import app.vaultnotes.wire.Routes;
import com.google.protobuf.Descriptors;
import com.google.protobuf.Descriptors.Descriptor;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What is to be said of every call over REST. */
final class RestOperations {

    private RestOperations() {}

    /** These calls, and those of {@link RestStreams}. */
    static List<Operation> of(List<Call<?, ?>> calls) {
        return Stream.concat(calls.stream().map(each -> of(each.route())), streams()).toList();
    }

    private static Operation of(Route<?, ?> route) {
        Descriptors.MethodDescriptor method = described(route.method());
        return new Operation(
                route.verb().name(),
                route.path(),
                method,
                method.getInputType(),
                method.getOutputType(),
                route.needsToken(),
                Carries.MESSAGES);
    }

    private static Descriptors.MethodDescriptor described(MethodDescriptor<?, ?> method) {
        return ((ProtoMethodDescriptorSupplier)
                        Objects.requireNonNull(method.getSchemaDescriptor()))
                .getMethodDescriptor();
    }

    private static Stream<Operation> streams() {
        MethodDescriptor<?, ?> history = SyncServiceGrpc.getGetHistoryMethod();
        MethodDescriptor<?, ?> snapshots = SyncServiceGrpc.getListSnapshotsMethod();
        MethodDescriptor<?, ?> putSnapshot = SyncServiceGrpc.getPutSnapshotMethod();
        MethodDescriptor<?, ?> putBlob = BlobServiceGrpc.getPutMethod();
        Descriptor toGet = GetSnapshotRequest.getDescriptor();
        Descriptor blob = BlobDescription.getDescriptor();
        return Stream.of(
                out(RestStreams.EXPORT, AuthServiceGrpc.getExportAccountMethod(), Carries.ZIP_OUT),
                of(Routes.GET_CHANGES),
                of(Routes.SEND_CHANGES),
                paged(RestStreams.HISTORY, history, HistoryPage.getDescriptor()),
                paged(RestStreams.SNAPSHOTS, snapshots, SnapshotPage.getDescriptor()),
                out(
                        RestStreams.SNAPSHOT,
                        SyncServiceGrpc.getGetSnapshotMethod(),
                        Carries.SNAPSHOT_OUT),
                in(RestStreams.SNAPSHOT, putSnapshot, toGet, Carries.SNAPSHOT_IN),
                out(RestStreams.BLOB, BlobServiceGrpc.getGetMethod(), Carries.BYTES_OUT),
                in(RestStreams.BLOB, putBlob, blob, Carries.BYTES_IN));
    }

    private static Operation paged(String path, MethodDescriptor<?, ?> method, Descriptor page) {
        Descriptors.MethodDescriptor described = described(method);
        Descriptor request = described.getInputType();
        return new Operation("GET", path, described, request, page, true, Carries.MESSAGES);
    }

    private static Operation out(String path, MethodDescriptor<?, ?> method, Carries carries) {
        Descriptors.MethodDescriptor described = described(method);
        Descriptor request = described.getInputType();
        Descriptor answer = described.getOutputType();
        return new Operation("GET", path, described, request, answer, true, carries);
    }

    /** What is in the path, and in the query, are fields of the request. */
    private static Operation in(
            String path, MethodDescriptor<?, ?> method, Descriptor request, Carries carries) {
        Descriptors.MethodDescriptor described = described(method);
        Descriptor answer = described.getOutputType();
        return new Operation("PUT", path, described, request, answer, true, carries);
    }
}
