package app.vaultnotes.relay.page;

import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.relay.page.Operation.Carries;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Describes the calls over REST as an OpenAPI 3.1 document. All of it comes from the routes that
 * the server has and from the files of the protocol, so that it says what is there.
 */
final class OpenApi {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern IN_PATH = Pattern.compile("\\{([a-z_]+)}");
    private static final String BYTES = "application/octet-stream";
    private static final String MESSAGES = "application/json";
    private static final String SNAPSHOT = "Vaultnotes-Snapshot";

    /** What JSON has otherwise than the messages say. */
    private static final String OVER_REST =
            """
            Over REST a message is a JSON object with the names of its fields. Numbers of 64 bits \
            are strings of digits, bytes are Base64, values of enumerations are their names. \
            A field that is absent has its empty value: 0, "", false or []. Fields that nobody \
            knows are passed over. What the path has of a request may be left out of the body. \
            The token of a session goes with a call as `Authorization: Bearer TOKEN`. \
            A program may say `application/x-protobuf` in `Content-Type` and `Accept`: then a body \
            is the bytes of the message, and of the Error when a call fails.

            """;

    private final ProtoText text = new ProtoText();
    private final Schemas schemas = new Schemas(text);
    private final ObjectNode paths = JSON.objectNode();
    private final Set<ServiceDescriptor> services;

    private OpenApi(List<Operation> operations) {
        services =
                operations.stream()
                        .map(operation -> operation.method().getService())
                        .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
        operations.forEach(this::add);
        plain("/livez", "Says that the process lives.", "text/plain");
        plain("/readyz", "Says that it can take records; 503 when it cannot.", "text/plain");
        plain("/v1/openapi.json", "This document.", MESSAGES);
        line();
    }

    /** The document. */
    static ObjectNode of(List<Operation> operations) {
        return new OpenApi(operations).document();
    }

    private ObjectNode document() {
        ObjectNode document = JSON.objectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Vault Notes relay")
                .put("version", "1")
                .put("description", OVER_REST + text.of("vaultnotes/v1/common.proto"))
                .putObject("license")
                .put("name", "Apache-2.0")
                .put("identifier", "Apache-2.0");
        document.putArray("servers").addObject().put("url", "/");
        document.set("tags", tags());
        document.set("paths", paths);
        document.set("components", components());
        return document;
    }

    private ArrayNode tags() {
        ArrayNode tags = JSON.arrayNode();
        for (ServiceDescriptor service : services) {
            ObjectNode tag = tags.addObject().put("name", tag(service));
            Schemas.describe(tag, text.of(service.getFullName()));
        }
        return tags;
    }

    private static String tag(ServiceDescriptor service) {
        return service.getName().replaceAll("Service$", "");
    }

    private ObjectNode components() {
        ObjectNode components = JSON.objectNode();
        ObjectNode error = JSON.objectNode().put("description", "What went wrong.");
        ObjectNode body = content(error, MESSAGES);
        body.put("type", "object");
        body.putObject("properties").set("error", schemas.of(Error.getDescriptor()));
        body.putArray("required").add("error");
        components.set("schemas", schemas.all());
        components.putObject("responses").set("Error", error);
        components
                .putObject("securitySchemes")
                .putObject("token")
                .put("type", "http")
                .put("scheme", "bearer");
        return components;
    }

    private static ObjectNode content(ObjectNode of, String type) {
        return of.putObject("content").putObject(type).putObject("schema");
    }

    private void add(Operation operation) {
        ObjectNode described = JSON.objectNode();
        String name = operation.method().getName();
        String words = text.of(operation.method().getFullName());
        described.put(
                "operationId", name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1));
        described.putArray("tags").add(tag(operation.method().getService()));
        described.put("summary", summary(name));
        Schemas.describe(described, words);
        if (operation.needsToken()) {
            described.putArray("security").addObject().putArray("token");
        }
        Set<String> inPath = inPath(operation.path());
        ArrayNode parameters = parameters(operation, inPath);
        if (!parameters.isEmpty()) {
            described.set("parameters", parameters);
        }
        body(described, operation, inPath);
        answers(described, operation);
        verbs(operation.path()).set(operation.verb().toLowerCase(Locale.ROOT), described);
    }

    private ObjectNode verbs(String path) {
        return paths.has(path) ? (ObjectNode) paths.get(path) : paths.putObject(path);
    }

    /** The name of a call as words: ListAccounts is “List accounts”. */
    private static String summary(String name) {
        String spaced = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return name.charAt(0) + spaced.substring(1);
    }

    private static Set<String> inPath(String path) {
        return IN_PATH.matcher(path)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toUnmodifiableSet());
    }

    private ArrayNode parameters(Operation operation, Set<String> inPath) {
        ArrayNode parameters = JSON.arrayNode();
        boolean hasQuery =
                switch (operation.carries()) {
                    case MESSAGES -> !hasBody(operation);
                    case BYTES_IN -> true;
                    case BYTES_OUT, ZIP_OUT, SNAPSHOT_IN, SNAPSHOT_OUT -> false;
                };
        for (FieldDescriptor field : operation.request().getFields()) {
            if (inPath.contains(field.getName())) {
                parameter(parameters, field, "path").put("required", true);
            } else if (hasQuery && isPlain(field)) {
                parameter(parameters, field, "query");
            }
        }
        header(parameters, operation.carries());
        return parameters;
    }

    private static void header(ArrayNode parameters, Carries carries) {
        if (carries == Carries.BYTES_OUT) {
            ObjectNode range = parameters.addObject().put("name", "Range").put("in", "header");
            range.put("description", "A part of the bytes, such as `bytes=0-1023`.");
            range.putObject("schema").put("type", "string");
        } else if (carries == Carries.SNAPSHOT_IN) {
            snapshot(parameters.addObject().put("name", SNAPSHOT).put("in", "header"))
                    .put("required", true);
        }
    }

    private static boolean hasBody(Operation operation) {
        return operation.verb().equals("POST") || operation.verb().equals("PUT");
    }

    private static boolean isPlain(FieldDescriptor field) {
        return !field.isRepeated()
                && switch (field.getJavaType()) {
                    case STRING, LONG, INT, BOOLEAN -> true;
                    case FLOAT, DOUBLE, BYTE_STRING, ENUM, MESSAGE -> false;
                };
    }

    private ObjectNode parameter(ArrayNode parameters, FieldDescriptor field, String in) {
        ObjectNode parameter = parameters.addObject();
        parameter.put("name", field.getName()).put("in", in);
        Schemas.describe(parameter, text.of(field.getFullName()));
        boolean isHash = field.getJavaType() == FieldDescriptor.JavaType.BYTE_STRING;
        parameter.set(
                "schema",
                isHash
                        ? JSON.objectNode().put("type", "string").put("pattern", "^[0-9a-f]{64}$")
                        : schemas.value(field));
        return parameter;
    }

    private void body(ObjectNode described, Operation operation, Set<String> inPath) {
        if (Set.of(Carries.BYTES_IN, Carries.SNAPSHOT_IN).contains(operation.carries())) {
            described.putObject("requestBody").put("required", true);
            content((ObjectNode) described.get("requestBody"), BYTES);
            return;
        }
        boolean isEmpty =
                operation.request().getFields().stream()
                        .allMatch(field -> inPath.contains(field.getName()));
        if (!hasBody(operation) || isEmpty) {
            return;
        }
        ObjectNode schema =
                inPath.isEmpty()
                        ? schemas.of(operation.request())
                        : schemas.object(operation.request(), inPath);
        content(described.putObject("requestBody").put("required", true), MESSAGES).setAll(schema);
    }

    private void answers(ObjectNode described, Operation operation) {
        ObjectNode answers = described.putObject("responses");
        ObjectNode good = answers.putObject("200").put("description", "Done.");
        switch (operation.carries()) {
            case MESSAGES, BYTES_IN, SNAPSHOT_IN ->
                    content(good, MESSAGES).setAll(schemas.of(operation.answer()));
            case BYTES_OUT -> {
                content(good.put("description", "All of the bytes."), BYTES);
                content(answers.putObject("206").put("description", "The range."), BYTES);
            }
            case ZIP_OUT -> content(good.put("description", "The zip."), "application/zip");
            case SNAPSHOT_OUT -> {
                content(good.put("description", "The bytes."), BYTES);
                snapshot(good.putObject("headers").putObject(SNAPSHOT));
            }
        }
        answers.putObject("default").put("$ref", "#/components/responses/Error");
    }

    private static ObjectNode snapshot(ObjectNode header) {
        header.put("description", "What describes them: a Snapshot message, binary, as Base64.");
        header.putObject("schema").put("type", "string").put("contentEncoding", "base64");
        return header;
    }

    private void plain(String path, String summary, String type) {
        ObjectNode described = paths.putObject(path).putObject("get").put("summary", summary);
        ObjectNode answers = described.putObject("responses");
        content(answers.putObject("200").put("description", "Done."), type)
                .put("type", type.equals(MESSAGES) ? "object" : "string");
        answers.putObject("default").put("$ref", "#/components/responses/Error");
    }

    /** What HTTP has no words for: the line stays open. */
    private void line() {
        ObjectNode described = paths.putObject("/v1/sync").putObject("get");
        described.put("operationId", "sync").put("summary", "Live line");
        described.putArray("tags").add("Sync");
        described.put(
                "description",
                text.of("vaultnotes.v1.SyncService.Sync")
                        + "\n\nA WebSocket: each binary message is one ToRelay or ToClient.");
        described.putArray("security").addObject().putArray("token");
        ObjectNode answers = described.putObject("responses");
        answers.putObject("101").put("description", "A WebSocket from now on.");
        answers.putObject("default").put("$ref", "#/components/responses/Error");
    }
}
