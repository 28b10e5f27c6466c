package app.vaultnotes.relay.api;

import app.vaultnotes.relay.call.Caller;
import com.google.protobuf.Message;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.Executor;

/** Puts calls under the names of gRPC services. */
final class GrpcServices {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private static final Metadata.Key<String> FORWARDED =
            Metadata.Key.of("x-forwarded-for", Metadata.ASCII_STRING_MARSHALLER);

    private static final Context.Key<Ongoing> PRESENT = Context.key("call");

    private final Gate gate;
    private final Executor executor;

    GrpcServices(Gate gate, Executor executor) {
        this.gate = gate;
        this.executor = executor;
    }

    /** Notes where each call comes from, and tells the log what becomes of it. */
    static ServerInterceptor interceptor(Proxies proxies, CallLog log) {
        return new ServerInterceptor() {
            @Override
            public <Q, A> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
                Ongoing present =
                        new Ongoing(
                                log,
                                call.getMethodDescriptor(),
                                EndedCall.Way.GRPC,
                                source(call, headers, proxies));
                Context context = Context.current().withValue(PRESENT, present);
                return new Watched.Requests<>(
                        Contexts.interceptCall(
                                context, new Watched.Answers<>(call, present), headers, next),
                        present);
            }
        };
    }

    private static Source source(ServerCall<?, ?> call, Metadata headers, Proxies proxies) {
        SocketAddress remote = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        String address =
                remote == null ? "" : proxies.address(host(remote), headers.get(FORWARDED));
        return Source.of(address, headers.get(AUTHORIZATION));
    }

    /** The address alone: ports differ from call to call. */
    private static String host(SocketAddress address) {
        return address instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress().getHostAddress()
                : address.toString();
    }

    /** Who makes the present call. */
    Caller caller() {
        return gate.enter(PRESENT.get());
    }

    /** Who goes on with the present call. */
    Caller again() {
        return gate.again(PRESENT.get());
    }

    /** Calls of one service, of which each method is bound once. */
    final class Binding {
        private final ServerServiceDefinition.Builder builder;

        Binding(ServiceDescriptor service) {
            builder = ServerServiceDefinition.builder(service);
        }

        /** A call of one request and one answer. */
        <Q extends Message, A extends Message> Binding unary(Call<Q, A> call) {
            builder.addMethod(
                    call.route().method(),
                    ServerCalls.asyncUnaryCall(
                            (request, observer) -> answer(call, request, observer)));
            return this;
        }

        /** A call of one request and many answers. */
        <Q, A> Binding streaming(MethodDescriptor<Q, A> method, Streaming<Q, A> streaming) {
            builder.addMethod(
                    method,
                    ServerCalls.asyncServerStreamingCall((request, observer) -> {
                        Ongoing present = PRESENT.get();
                        Pump.run(
                                (ServerCallStreamObserver<A>) observer,
                                executor,
                                pump -> streaming.answer(gate.enter(present), request, pump::send));
                    }));
            return this;
        }

        /** A call of many requests. */
        <Q, A> Binding receiving(MethodDescriptor<Q, A> method, Receiving<Q, A> receiving) {
            builder.addMethod(
                    method,
                    ServerCalls.asyncBidiStreamingCall(
                            observer -> begin((ServerCallStreamObserver<A>) observer, receiving)));
            return this;
        }

        ServerServiceDefinition build() {
            return Garbage.refused(builder.build());
        }
    }

    /** Answers one request many times. */
    @FunctionalInterface
    interface Streaming<Q, A> {
        void answer(Caller caller, Q request, SyncStreams.Sink<A> sink)
                throws InterruptedException, IOException;
    }

    /** Takes requests as they come. */
    @FunctionalInterface
    interface Receiving<Q, A> {
        StreamObserver<Q> begin(Caller caller, ServerCallStreamObserver<A> answers);
    }

    Binding bind(ServiceDescriptor service) {
        return new Binding(service);
    }

    private <Q extends Message, A extends Message> void answer(
            Call<Q, A> call, Q request, StreamObserver<A> observer) {
        A answer;
        try {
            answer = gate.answer(call, PRESENT.get(), () -> request);
        } catch (RuntimeException e) {
            observer.onError(Failures.grpc(e));
            return;
        }
        observer.onNext(answer);
        observer.onCompleted();
    }

    private <Q, A> StreamObserver<Q> begin(
            ServerCallStreamObserver<A> answers, Receiving<Q, A> receiving) {
        try {
            return receiving.begin(caller(), answers);
        } catch (RuntimeException e) {
            answers.onError(Failures.grpc(e));
            return new Ignoring<>();
        }
    }

    /** What still comes after a call was refused. */
    private static final class Ignoring<Q> implements StreamObserver<Q> {
        @Override
        public void onNext(Q message) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
    }
}
