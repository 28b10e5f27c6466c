package app.vaultnotes.relay.frozen;

import app.vaultnotes.relay.api.Collected;
import com.google.protobuf.Descriptors.Descriptor;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Says to a relay of today what a client once said, and compares what it hears. */
final class Replay implements AutoCloseable {

    private static final long DEADLINE_SECONDS = 60;

    private final Spoken spoken;
    private final ManagedChannel channel;
    private final Drawn drawn = new Drawn();

    Replay(Spoken spoken, int port) {
        this.spoken = spoken;
        channel = OkHttpChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    /** Bytes as they are. */
    private static final class Raw implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Makes a call once more; how the answers differ, or nothing. */
    List<String> run(Transcript.Call call) throws InterruptedException, GeneralSecurityException {
        for (Transcript.Signed signed : call.signed()) {
            drawn.learn(signed.signature(), sign(signed.key(), drawn.today(signed.message())));
        }
        Collected<byte[]> heard = new Collected<>();
        StreamObserver<byte[]> saying =
                ClientCalls.asyncBidiStreamingCall(begin(call.method(), call.token()), heard);
        List<String> differences = new ArrayList<>();
        if (spoken.isLine(call.method())) {
            converse(call, saying, heard, differences);
        } else {
            call.messages().stream()
                    .filter(Transcript.Message::isSent)
                    .forEach(each -> saying.onNext(drawn.today(each.bytes())));
        }
        saying.onCompleted();
        Throwable failure = heard.awaitEnd();
        compareEnd(call, failure, differences);
        if (!spoken.isLine(call.method())) {
            compareAll(call, heard.all(), differences);
        }
        return differences;
    }

    private ClientCall<byte[], byte[]> begin(String method, String token) {
        MethodDescriptor<byte[], byte[]> described =
                MethodDescriptor.newBuilder(new Raw(), new Raw())
                        .setType(MethodType.BIDI_STREAMING)
                        .setFullMethodName(method)
                        .build();
        Metadata headers = new Metadata();
        if (!token.isEmpty()) {
            headers.put(Recorder.AUTHORIZATION, Recorder.BEARER + drawn.today(token));
        }
        return io.grpc.ClientInterceptors.intercept(
                        channel, io.grpc.stub.MetadataUtils.newAttachHeadersInterceptor(headers))
                .newCall(
                        described,
                        CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS));
    }

    private static byte[] sign(byte[] seed, byte[] message) throws GeneralSecurityException {
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(
                KeyFactory.getInstance("Ed25519")
                        .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)));
        signer.update(message);
        return signer.sign();
    }

    /** Says one thing after the other, and waits each time for as many answers as there were. */
    private void converse(
            Transcript.Call call,
            StreamObserver<byte[]> saying,
            Collected<byte[]> heard,
            List<String> differences)
            throws InterruptedException {
        Descriptor type = spoken.answer(call.method());
        int known = 0;
        List<byte[]> expected = new ArrayList<>();
        for (Transcript.Message each : call.messages()) {
            if (!each.isSent()) {
                expected.add(each.bytes());
                continue;
            }
            known = settle(type, heard, known, expected, differences);
            saying.onNext(drawn.today(each.bytes()));
        }
        settle(type, heard, known, expected, differences);
    }

    /** What answers one message may come in any order. */
    private int settle(
            Descriptor type,
            Collected<byte[]> heard,
            int known,
            List<byte[]> expected,
            List<String> differences)
            throws InterruptedException {
        int wanted = known + expected.size();
        List<byte[]> told = heard.awaitCount(wanted).subList(known, wanted);
        for (byte[] each : told) {
            List<String> nearest = List.of("ToClient was told more than once");
            for (byte[] then : List.copyOf(expected)) {
                List<String> differs = new Answers(drawn, false).compare(type, then, each);
                if (differs.isEmpty()) {
                    expected.remove(then);
                    nearest = List.of();
                    break;
                }
                nearest = differs;
            }
            differences.addAll(nearest);
        }
        expected.clear();
        return wanted;
    }

    private void compareAll(Transcript.Call call, List<byte[]> heard, List<String> differences) {
        List<Transcript.Message> then =
                call.messages().stream().filter(each -> !each.isSent()).toList();
        if (then.size() != heard.size()) {
            differences.add(then.size() + " answers were, " + heard.size() + " are");
            return;
        }
        boolean isOfNewAccount = call.method().endsWith("/SignUp");
        for (int i = 0; i < heard.size(); i++) {
            differences.addAll(
                    new Answers(drawn, isOfNewAccount)
                            .compare(
                                    spoken.answer(call.method()),
                                    then.get(i).bytes(),
                                    heard.get(i)));
        }
    }

    private void compareEnd(
            Transcript.Call call, @Nullable Throwable failure, List<String> differences) {
        Status status = failure == null ? Status.OK : Status.fromThrowable(failure);
        if (!status.getCode().name().equals(call.status())) {
            differences.add("it ended with " + call.status() + ", now with " + status);
        }
        byte[] error = null;
        if (failure instanceof StatusRuntimeException refusal && refusal.getTrailers() != null) {
            error = refusal.getTrailers().get(Recorder.DETAIL);
        }
        differences.addAll(
                new Answers(drawn, false)
                        .compare(
                                spoken.message("vaultnotes.v1.Error"),
                                call.error(),
                                error == null ? new byte[0] : error));
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
