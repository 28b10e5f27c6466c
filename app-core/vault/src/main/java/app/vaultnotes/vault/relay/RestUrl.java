package app.vaultnotes.vault.relay;

import app.vaultnotes.wire.Route;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import okhttp3.HttpUrl;

/** Where a request goes: fields of it are in the path, and without a body the others behind it. */
final class RestUrl {

    private RestUrl() {}

    static HttpUrl of(RelayAddress relay, Route<?, ?> route, Message request) {
        HttpUrl.Builder url = relay.url().newBuilder();
        Set<String> inPath = new HashSet<>();
        for (String segment : route.path().substring(1).split("/", -1)) {
            if (segment.startsWith("{")) {
                String name = segment.substring(1, segment.length() - 1);
                inPath.add(name);
                url.addPathSegment(inPath(request, name));
            } else {
                url.addPathSegment(segment);
            }
        }
        if (!hasBody(route)) {
            addQuery(url, request, inPath);
        }
        return url.build();
    }

    static boolean hasBody(Route<?, ?> route) {
        return route.verb() == Route.Verb.POST || route.verb() == Route.Verb.PUT;
    }

    private static String inPath(Message request, String name) {
        FieldDescriptor field = request.getDescriptorForType().findFieldByName(name);
        String value = text(field, request.getField(field));
        if (value.isEmpty() || value.equals(".") || value.equals("..")) {
            throw new IllegalArgumentException("a request without " + name);
        }
        return value;
    }

    private static void addQuery(HttpUrl.Builder url, Message request, Set<String> inPath) {
        for (Map.Entry<FieldDescriptor, Object> each : request.getAllFields().entrySet()) {
            String name = each.getKey().getName();
            if (!inPath.contains(name)) {
                url.addQueryParameter(name, text(each.getKey(), each.getValue()));
            }
        }
    }

    private static String text(FieldDescriptor field, Object value) {
        if (field.isRepeated()) {
            throw new IllegalArgumentException(field.getName() + " has no place in an address");
        }
        return switch (field.getJavaType()) {
            case STRING, LONG, INT, BOOLEAN -> value.toString();
            default ->
                    throw new IllegalArgumentException(
                            field.getName() + " has no place in an address");
        };
    }
}
