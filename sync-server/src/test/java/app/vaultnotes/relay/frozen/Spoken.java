package app.vaultnotes.relay.frozen;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The protocol of a release, as its descriptor set has it: no class of today is asked. */
final class Spoken {

    private final Map<String, FileDescriptor> files = new HashMap<>();
    private final SortedMap<String, MethodDescriptor> methods = new TreeMap<>();

    private Spoken(Map<String, FileDescriptorProto> protos) throws DescriptorValidationException {
        for (FileDescriptorProto proto : protos.values()) {
            file(protos, proto);
        }
        for (FileDescriptor file : files.values()) {
            for (var service : file.getServices()) {
                service.getMethods()
                        .forEach(each ->
                                methods.put(service.getFullName() + "/" + each.getName(), each));
            }
        }
    }

    static Spoken of(byte[] descriptors)
            throws InvalidProtocolBufferException, DescriptorValidationException {
        Map<String, FileDescriptorProto> protos = new HashMap<>();
        FileDescriptorSet.parseFrom(descriptors)
                .getFileList()
                .forEach(file -> protos.put(file.getName(), file));
        return new Spoken(protos);
    }

    private FileDescriptor file(Map<String, FileDescriptorProto> protos, FileDescriptorProto proto)
            throws DescriptorValidationException {
        FileDescriptor known = files.get(proto.getName());
        if (known != null) {
            return known;
        }
        FileDescriptor[] needed = new FileDescriptor[proto.getDependencyCount()];
        for (int i = 0; i < needed.length; i++) {
            needed[i] = file(protos, Objects.requireNonNull(protos.get(proto.getDependency(i))));
        }
        FileDescriptor made = FileDescriptor.buildFrom(proto, needed);
        files.put(proto.getName(), made);
        return made;
    }

    /** Every method, such as {@code vaultnotes.v1.AuthService/SignIn}. */
    Set<String> methods() {
        return methods.keySet();
    }

    Descriptor answer(String method) {
        return Objects.requireNonNull(methods.get(method), method).getOutputType();
    }

    boolean isLine(String method) {
        MethodDescriptor each = Objects.requireNonNull(methods.get(method), method);
        return each.isClientStreaming() && each.isServerStreaming();
    }

    /** A message by its full name. */
    Descriptor message(String name) {
        return files.values().stream()
                .flatMap(file -> file.getMessageTypes().stream())
                .filter(each -> each.getFullName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
