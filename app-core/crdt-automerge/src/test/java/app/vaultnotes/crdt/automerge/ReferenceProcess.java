package app.vaultnotes.crdt.automerge;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.automerge.Document;

/** automerge-java in a process of its own, which it may take down with it. */
final class ReferenceProcess implements AutoCloseable {
    private static final String REFUSED = "refused";

    private final Process process;
    private final DataInputStream answers;
    private final DataOutputStream questions;

    ReferenceProcess() throws IOException {
        process =
                new ProcessBuilder(
                                java.nio.file.Path.of(
                                                System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Reader.class.getName())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        answers = new DataInputStream(process.getInputStream());
        questions = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    }

    /** What it reads in a document; nothing when it did not survive that. */
    Optional<String> read(byte[] document) throws IOException {
        try {
            questions.writeInt(document.length);
            questions.write(document);
            questions.flush();
            return Optional.of(answers.readUTF());
        } catch (EOFException died) {
            return Optional.empty();
        }
    }

    /** Whether an answer says that the document was refused. */
    static boolean isRefusal(String answer) {
        return answer.equals(REFUSED);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The program. */
    static final class Reader {
        private Reader() {}

        /** Reads documents from standard input, each behind its length, until there are no more. */
        public static void main(String[] arguments) throws IOException {
            SkeletonMaker.note();
            DataInputStream in = new DataInputStream(System.in);
            DataOutputStream out = new DataOutputStream(System.out);
            while (true) {
                out.writeUTF(answer(in.readNBytes(in.readInt())));
                out.flush();
            }
        }

        private static String answer(byte[] bytes) {
            try {
                Document document = Document.load(bytes);
                Map<String, Object> content = new NativeContent(document).all();
                return String.valueOf(content.get("text"));
            } catch (RuntimeException refused) {
                return REFUSED;
            }
        }
    }
}
