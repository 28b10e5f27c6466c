package app.vaultnotes.relay.api;

import app.vaultnotes.proto.v1.BlobDescription;
import app.vaultnotes.proto.v1.BlobServiceGrpc;
import app.vaultnotes.proto.v1.SyncServiceGrpc;
import app.vaultnotes.relay.page.Operation;
import app.vaultnotes.relay.page.Operation.Carries;
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
        return Stream.concat(calls.stream().map(RestOperations::of), streams()).toList();
    }

    private static Operation of(Call<?, ?> call) {
        Descriptors.MethodDescriptor method = described(call.method());
        return new Operation(
                call.verb().name(),
                call.path(),
                method,
                method.getInputType(),
                call.answer() instanceof Call.ForCaller<?, ?>,
                Carries.MESSAGES);
    }

    private static Descriptors.MethodDescriptor described(MethodDescriptor<?, ?> method) {
        return ((ProtoMethodDescriptorSupplier)
                        Objects.requireNonNull(method.getSchemaDescriptor()))
                .getMethodDescriptor();
    }

    private static Stream<Operation> streams() {
        return Stream.of(
                stream("GET", RestStreams.CHANGES, SyncServiceGrpc.getGetChangesMethod()),
                stream("POST", RestStreams.CHANGES, SyncServiceGrpc.getSendChangesMethod()),
                bytes(
                        "GET",
                        RestStreams.SNAPSHOT,
                        SyncServiceGrpc.getGetSnapshotMethod(),
                        Carries.SNAPSHOT_OUT),
                bytes("GET", RestStreams.BLOB, BlobServiceGrpc.getGetMethod(), Carries.BYTES_OUT),
                new Operation(
                        "PUT",
                        RestStreams.BLOB,
                        described(BlobServiceGrpc.getPutMethod()),
                        BlobDescription.getDescriptor(),
                        true,
                        Carries.BYTES_IN));
    }

    private static Operation stream(String verb, String path, MethodDescriptor<?, ?> method) {
        return bytes(verb, path, method, Carries.MESSAGES);
    }

    private static Operation bytes(
            String verb, String path, MethodDescriptor<?, ?> method, Carries carries) {
        Descriptors.MethodDescriptor described = described(method);
        Descriptor request = described.getInputType();
        return new Operation(verb, path, described, request, true, carries);
    }
}
