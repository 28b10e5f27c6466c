package app.vaultnotes.relay.api;

import app.vaultnotes.relay.call.RelayException;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.StatusRuntimeException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses bytes that are no message as INVALID_ARGUMENT. The library ends such calls as UNKNOWN,
 * like a bug of the relay.
 */
final class Garbage {

    private Garbage() {}

    /** A service that refuses them. */
    static ServerServiceDefinition refused(ServerServiceDefinition service) {
        ServiceDescriptor.Builder described =
                ServiceDescriptor.newBuilder(service.getServiceDescriptor().getName())
                        .setSchemaDescriptor(service.getServiceDescriptor().getSchemaDescriptor());
        var methods = service.getMethods().stream().map(method -> lenient(method)).toList();
        methods.forEach(method -> described.addMethod(method.getMethodDescriptor()));
        ServerServiceDefinition.Builder builder =
                ServerServiceDefinition.builder(described.build());
        methods.forEach(builder::addMethod);
        return builder.build();
    }

    /** Reads garbage as no message at all, which is seen before anybody uses it. */
    private static <Q, A> ServerMethodDefinition<Q, A> lenient(
            ServerMethodDefinition<Q, A> method) {
        MethodDescriptor<Q, A> strict = method.getMethodDescriptor();
        return ServerMethodDefinition.create(
                strict.toBuilder(
                                new Lenient<>(strict.getRequestMarshaller()),
                                strict.getResponseMarshaller())
                        .build(),
                (call, headers) -> new Watching<>(call, method.getServerCallHandler(), headers));
    }

    private record Lenient<Q>(MethodDescriptor.Marshaller<Q> strict)
            implements MethodDescriptor.Marshaller<Q> {
        @Override
        public InputStream stream(Q message) {
            return strict.stream(message);
        }

        @Override
        @SuppressWarnings("NullAway") // The interface knows no garbage.
        public Q parse(InputStream bytes) {
            try {
                return strict.parse(bytes);
            } catch (StatusRuntimeException garbage) {
                return null;
            }
        }
    }

    private static final class Watching<Q, A> extends SimpleForwardingServerCallListener<Q> {
        private final ServerCall<Q, A> call;
        private boolean isRefused;

        Watching(ServerCall<Q, A> call, ServerCallHandler<Q, A> next, Metadata headers) {
            super(next.startCall(call, headers));
            this.call = call;
        }

        @Override
        public void onMessage(@Nullable Q message) {
            if (message != null && !isRefused) {
                super.onMessage(message);
            } else if (!isRefused) {
                isRefused = true;
                StatusRuntimeException refusal =
                        Failures.grpc(RelayException.invalid("Bytes that are no message."));
                Metadata trailers = refusal.getTrailers();
                call.close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
                super.onCancel();
            }
        }

        @Override
        public void onHalfClose() {
            if (!isRefused) {
                super.onHalfClose();
            }
        }

        @Override
        public void onReady() {
            if (!isRefused) {
                super.onReady();
            }
        }

        @Override
        public void onCancel() {
            if (!isRefused) {
                super.onCancel();
            }
        }
    }
}
