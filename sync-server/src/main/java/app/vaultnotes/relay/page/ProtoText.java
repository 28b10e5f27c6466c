package app.vaultnotes.relay.page;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The comments of the protocol's files, by the full name of what they are about. */
final class ProtoText {

    private static final int MESSAGE = FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER;
    private static final int ENUM = FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER;
    private static final int SERVICE = FileDescriptorProto.SERVICE_FIELD_NUMBER;
    private static final int SYNTAX = FileDescriptorProto.SYNTAX_FIELD_NUMBER;

    private final Map<String, String> texts = new HashMap<>();

    /** As they were when the program was built. */
    ProtoText() {
        try (InputStream in =
                Objects.requireNonNull(
                        ProtoText.class.getResourceAsStream("/vaultnotes.desc"),
                        "no descriptors")) {
            FileDescriptorSet.parseFrom(in).getFileList().forEach(this::file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a service, method, message, field or value is; empty when nothing says. */
    String of(String fullName) {
        return texts.getOrDefault(fullName, "");
    }

    /** Paths in a file, such as that of its second message's first field, with their comments. */
    private record Comments(Map<List<Integer>, String> byPath) {

        static Comments of(FileDescriptorProto file) {
            return new Comments(
                    file.getSourceCodeInfo().getLocationList().stream()
                            .filter(Location::hasLeadingComments)
                            .collect(
                                    Collectors.toMap(
                                            Location::getPathList,
                                            each -> tidy(each.getLeadingComments()),
                                            (first, second) -> first)));
        }

        String at(List<Integer> path) {
            return byPath.getOrDefault(path, "");
        }
    }

    private static String tidy(String comment) {
        return comment.lines().map(String::strip).collect(Collectors.joining("\n")).strip();
    }

    private static List<Integer> below(List<Integer> path, Integer... more) {
        return Stream.concat(path.stream(), Stream.of(more)).toList();
    }

    private void file(FileDescriptorProto file) {
        Comments comments = Comments.of(file);
        String prefix = file.getPackage() + ".";
        texts.put(file.getName(), comments.at(List.of(SYNTAX)));
        for (int i = 0; i < file.getMessageTypeCount(); i++) {
            message(comments, prefix, file.getMessageType(i), List.of(MESSAGE, i));
        }
        for (int i = 0; i < file.getEnumTypeCount(); i++) {
            values(comments, prefix, file.getEnumType(i), List.of(ENUM, i));
        }
        for (int i = 0; i < file.getServiceCount(); i++) {
            service(comments, prefix, file.getService(i), List.of(SERVICE, i));
        }
    }

    private void message(
            Comments comments, String prefix, DescriptorProto message, List<Integer> path) {
        String name = prefix + message.getName();
        texts.put(name, comments.at(path));
        for (int i = 0; i < message.getFieldCount(); i++) {
            texts.put(
                    name + "." + message.getField(i).getName(),
                    comments.at(below(path, DescriptorProto.FIELD_FIELD_NUMBER, i)));
        }
        for (int i = 0; i < message.getNestedTypeCount(); i++) {
            message(
                    comments,
                    name + ".",
                    message.getNestedType(i),
                    below(path, DescriptorProto.NESTED_TYPE_FIELD_NUMBER, i));
        }
    }

    private void values(
            Comments comments, String prefix, EnumDescriptorProto type, List<Integer> path) {
        String name = prefix + type.getName();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < type.getValueCount(); i++) {
            String text = comments.at(below(path, EnumDescriptorProto.VALUE_FIELD_NUMBER, i));
            if (!text.isEmpty()) {
                lines.add("- " + type.getValue(i).getName() + ": " + text.replace('\n', ' '));
            }
        }
        texts.put(name, (comments.at(path) + "\n\n" + String.join("\n", lines)).strip());
    }

    private void service(
            Comments comments, String prefix, ServiceDescriptorProto service, List<Integer> path) {
        String name = prefix + service.getName();
        texts.put(name, comments.at(path));
        for (int i = 0; i < service.getMethodCount(); i++) {
            texts.put(
                    name + "." + service.getMethod(i).getName(),
                    comments.at(below(path, ServiceDescriptorProto.METHOD_FIELD_NUMBER, i)));
        }
    }
}
