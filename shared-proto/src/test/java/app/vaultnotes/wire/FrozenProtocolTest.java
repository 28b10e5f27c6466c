package app.vaultnotes.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What devices and relays out there speak stays as it is. {@code vaultnotes-1.txt} has a line for
 * each thing that was ever said; a line may be added, none may go or change.
 *
 * <p>After an addition: {@code mvn test -pl shared-proto -Dvaultnotes.golden=renew}.
 */
class FrozenProtocolTest {

    private static final String GOLDEN = "src/test/resources/vaultnotes-1.txt";

    @Test
    void nothingThatWasSaidOnceChanges() throws IOException {
        Set<String> now = lines();
        Path golden = Path.of(GOLDEN);
        Set<String> once =
                Files.exists(golden)
                        ? new TreeSet<>(Files.readAllLines(golden, StandardCharsets.UTF_8))
                        : new TreeSet<>();
        Set<String> gone = new TreeSet<>(once);
        gone.removeAll(now);
        assertEquals(Set.of(), gone, "what others speak is said no more, or otherwise");
        if ("renew".equals(System.getProperty("vaultnotes.golden"))) {
            Files.write(golden, now, StandardCharsets.UTF_8);
        }
        Set<String> added = new TreeSet<>(now);
        added.removeAll(new TreeSet<>(Files.readAllLines(golden, StandardCharsets.UTF_8)));
        assertEquals(Set.of(), added, "new; renew the file as the comment of this test says");
    }

    /** The file would prove nothing if it said too little. */
    @Test
    void allThatAReaderGoesByIsSaid() throws IOException {
        Set<String> lines = lines();
        assertTrue(lines.contains("field vaultnotes.v1.StoredRecord.vault_seq = 1 optional int64"));
        assertTrue(
                lines.contains(
                        "method vaultnotes.v1.SyncService.Sync(stream .vaultnotes.v1.ToRelay)"
                                + " stream .vaultnotes.v1.ToClient"));
        assertTrue(lines.contains("value vaultnotes.v1.ErrorCode.FORKED = 6"));
    }

    private static Set<String> lines() throws IOException {
        Set<String> lines = new TreeSet<>();
        try (InputStream in =
                Objects.requireNonNull(
                        WireId.class.getResourceAsStream("/vaultnotes.desc"), "no descriptors")) {
            for (FileDescriptorProto file : FileDescriptorSet.parseFrom(in).getFileList()) {
                if (file.getPackage().startsWith("vaultnotes.")) {
                    file(lines, file);
                }
            }
        }
        return lines;
    }

    private static void file(Set<String> lines, FileDescriptorProto file) {
        String prefix = file.getPackage() + ".";
        file.getMessageTypeList().forEach(message -> message(lines, prefix, message));
        file.getEnumTypeList().forEach(type -> values(lines, prefix, type));
        for (ServiceDescriptorProto service : file.getServiceList()) {
            for (MethodDescriptorProto method : service.getMethodList()) {
                lines.add(
                        "method "
                                + prefix
                                + service.getName()
                                + "."
                                + method.getName()
                                + "("
                                + stream(method.getClientStreaming())
                                + method.getInputType()
                                + ") "
                                + stream(method.getServerStreaming())
                                + method.getOutputType());
            }
        }
    }

    private static String stream(boolean streams) {
        return streams ? "stream " : "";
    }

    private static void message(Set<String> lines, String prefix, DescriptorProto message) {
        String name = prefix + message.getName() + ".";
        for (FieldDescriptorProto field : message.getFieldList()) {
            String type = word(field.getType().name()) + " " + field.getTypeName();
            lines.add(
                    ("field "
                                    + name
                                    + field.getName()
                                    + " = "
                                    + field.getNumber()
                                    + " "
                                    + word(field.getLabel().name())
                                    + " "
                                    + type)
                            .strip());
        }
        message.getNestedTypeList().forEach(inner -> message(lines, name, inner));
        message.getEnumTypeList().forEach(type -> values(lines, name, type));
    }

    /** TYPE_INT64 and LABEL_OPTIONAL as they are written in a file. */
    private static String word(String constant) {
        String[] parts = constant.split("_", -1);
        return parts[parts.length - 1].toLowerCase(java.util.Locale.ROOT);
    }

    private static void values(Set<String> lines, String prefix, EnumDescriptorProto type) {
        for (EnumValueDescriptorProto value : type.getValueList()) {
            lines.add(
                    "value "
                            + prefix
                            + type.getName()
                            + "."
                            + value.getName()
                            + " = "
                            + value.getNumber());
        }
    }
}
