package app.vaultnotes.relay.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.AuthServiceGrpc;
import app.vaultnotes.proto.v1.BlobServiceGrpc;
import app.vaultnotes.proto.v1.RelayServiceGrpc;
import app.vaultnotes.proto.v1.SignUpRequest;
import app.vaultnotes.proto.v1.SyncServiceGrpc;
import app.vaultnotes.proto.v1.VaultServiceGrpc;
import app.vaultnotes.relay.TestRelay;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.util.JsonFormat;
import io.grpc.ServiceDescriptor;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The relay's pages and the document of its API, as they come over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GOLDEN = "src/test/resources/openapi-1.txt";
    private static final List<String> PAGES = List.of("/", "/join", "/reset", "/docs");

    private PageRelay relay;
    private JsonNode document;
    private String token;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        relay = PageRelay.start(folder);
        document = JSON.readTree(relay.get("/v1/openapi.json", "").body());
        String link = relay.relay.firstAccountLink().orElseThrow();
        String body =
                JsonFormat.printer()
                        .print(
                                SignUpRequest.newBuilder()
                                        .setEmail("ada@example.org")
                                        .setPassphrase(TestRelay.PASSPHRASE)
                                        .setInvitation(link.substring(link.indexOf('#') + 1))
                                        .build());
        assertEquals(200, relay.post("/v1/accounts", "", body).statusCode());
        token = relay.bind("ada@example.org").getAccessToken();
    }

    @AfterAll
    void stop() {
        relay.close();
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void everyPageIsHeldToItsOwnAndAskedForAgain() throws Exception {
        List<String> paths = new ArrayList<>(PAGES);
        paths.addAll(List.of("/page/style.css", "/page/api.js", "/page/words.js"));
        for (String path : paths) {
            HttpResponse<String> answer = relay.get(path, "");
            assertEquals(200, answer.statusCode(), path);
            assertTrue(header(answer, "Content-Security-Policy").startsWith("default-src 'none'"));
            assertFalse(header(answer, "Content-Security-Policy").contains("unsafe"), path);
            assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
            assertEquals("no-referrer", header(answer, "Referrer-Policy"));
            assertEquals("", header(answer, "Set-Cookie"));
            assertFalse(answer.body().contains("{{"), path);
            String tag = header(answer, "ETag");
            HttpResponse<String> again =
                    relay.send(relay.request(path).header("If-None-Match", tag).build());
            assertEquals(304, again.statusCode(), path);
            assertEquals("", again.body());
            HttpResponse<String> head = relay.send(relay.request(path).HEAD().build());
            assertEquals(200, head.statusCode(), path);
            assertEquals(tag, header(head, "ETag"));
        }
    }

    @Test
    void pagesBringNoScriptOrStyleOfTheirOwnWithin() throws Exception {
        for (String path : PAGES) {
            String page = relay.get(path, "").body();
            assertFalse(page.contains("style="), path);
            assertFalse(page.contains("<style"), path);
            assertFalse(page.matches("(?s).*\\son[a-z]+=.*"), path);
            assertFalse(page.matches("(?s).*(src|href)=\"(https?:)?//.*"), path);
            assertFalse(page.matches("(?s).*<form(?![^>]*method=\"(post|dialog)\").*"), path);
        }
    }

    @Test
    void noOtherPathIsAPage() throws Exception {
        for (String path :
                List.of(
                        "/index.html",
                        "/page",
                        "/page/",
                        "/page/relay.html",
                        "/page/words_en.properties",
                        "/page/%2e%2e/%2e%2e/etc/passwd",
                        "/page/..%2fstyle.css",
                        "/page/style.css%00",
                        "/page/style.css;x",
                        "/WEB-INF/web.xml")) {
            HttpResponse<String> answer = relay.get(path, "");
            assertTrue(answer.statusCode() == 404 || answer.statusCode() == 400, path);
            assertFalse(answer.body().contains("<!doctype"), path);
        }
    }

    @Test
    void theDocumentHasEveryRouteAndNoOther() {
        Set<String> described = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .fieldNames()
                                .forEachRemaining(verb ->
                                        described.add(
                                                verb.toUpperCase(Locale.ROOT)
                                                        + " "
                                                        + path.getKey())));
        assertTrue(described.remove("GET /v1/sync"), "the line");
        Set<String> answered =
                relay.relay.routes().stream()
                        .filter(route ->
                                route.matches("(GET|POST|PUT|DELETE) /(v1/|livez|readyz).*"))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(answered, described);
        assertTrue(described.size() > 35, described.toString());
    }

    /** The line is a WebSocket, which the document describes by itself. */
    @Test
    void everyCallOfTheServicesIsThere() {
        Set<String> calls = new TreeSet<>();
        for (ServiceDescriptor service :
                List.of(
                        AuthServiceGrpc.getServiceDescriptor(),
                        VaultServiceGrpc.getServiceDescriptor(),
                        SyncServiceGrpc.getServiceDescriptor(),
                        BlobServiceGrpc.getServiceDescriptor(),
                        RelayServiceGrpc.getServiceDescriptor())) {
            service.getMethods().forEach(method -> calls.add(method.getFullMethodName()));
        }
        Set<String> described = new TreeSet<>();
        for (JsonNode path : document.get("paths")) {
            for (JsonNode call : path) {
                if (call.has("operationId")) {
                    String name = call.get("operationId").asText();
                    described.add(
                            "vaultnotes.v1."
                                    + call.at("/tags/0").asText()
                                    + "Service/"
                                    + name.substring(0, 1).toUpperCase(Locale.ROOT)
                                    + name.substring(1));
                }
            }
        }
        assertEquals(calls, described);
    }

    @Test
    void whatTheDocumentRefersToIsThereAndDescribed() {
        List<String> references = document.findValuesAsText("$ref");
        assertFalse(references.isEmpty());
        references.forEach(
                each -> assertFalse(document.at(each.substring(1)).isMissingNode(), each));
        JsonNode invite = document.at("/paths/~1v1~1admin~1invitations/post");
        assertTrue(invite.get("description").asText().contains("works once"), invite.toString());
    }

    @Test
    void answersAreAsTheDocumentSays() throws Exception {
        for (String path :
                List.of(
                        "/v1/relay",
                        "/v1/session",
                        "/v1/vaults",
                        "/v1/devices",
                        "/v1/admin/status",
                        "/v1/admin/accounts",
                        "/v1/admin/invitations")) {
            HttpResponse<String> answer = relay.get(path, token);
            assertEquals(200, answer.statusCode(), path + answer.body());
            JsonNode schema =
                    document.at(
                            "/paths/"
                                    + path.replace("/", "~1")
                                    + "/get/responses/200/content/application~1json/schema");
            assertFits(path, schema, JSON.readTree(answer.body()));
        }
        HttpResponse<String> refused = relay.get("/v1/admin/accounts?page=x", token);
        assertEquals(400, refused.statusCode());
        assertFits(
                "error",
                document.at("/components/responses/Error/content/application~1json/schema"),
                JSON.readTree(refused.body()));
    }

    private void assertFits(String where, JsonNode schema, JsonNode value) {
        if (schema.has("$ref")) {
            assertFits(where, document.at(schema.get("$ref").asText().substring(1)), value);
            return;
        }
        switch (schema.path("type").asText()) {
            case "object" -> {
                assertTrue(value.isObject(), where);
                value.properties()
                        .forEach(each -> {
                            String name = where + "." + each.getKey();
                            assertTrue(schema.path("properties").has(each.getKey()), name);
                            assertFits(
                                    name,
                                    schema.get("properties").get(each.getKey()),
                                    each.getValue());
                        });
            }
            case "array" -> value.forEach(each -> assertFits(where, schema.get("items"), each));
            case "integer" -> assertTrue(value.isIntegralNumber(), where);
            case "boolean" -> assertTrue(value.isBoolean(), where);
            case "string" -> {
                assertTrue(value.isTextual(), where);
                assertTrue(value.asText().matches(schema.path("pattern").asText("(?s).*")), where);
            }
            default -> throw new AssertionError(where + " has no type");
        }
    }

    /**
     * Nothing that programs out there ask for goes or changes. After an addition: {@code
     * -Dvaultnotes.golden=renew}.
     */
    @Test
    void whatWasPromisedOnceIsKept() throws IOException {
        Set<String> now = new TreeSet<>();
        lines(now, "", document);
        Path golden = Path.of(GOLDEN);
        Set<String> once =
                Files.exists(golden)
                        ? new TreeSet<>(Files.readAllLines(golden, StandardCharsets.UTF_8))
                        : new TreeSet<>();
        Set<String> gone = new TreeSet<>(once);
        gone.removeAll(now);
        assertEquals(Set.of(), gone, "promised once, and no more or otherwise");
        if ("renew".equals(System.getProperty("vaultnotes.golden"))) {
            Files.write(golden, now, StandardCharsets.UTF_8);
        }
        assertEquals(
                now, new TreeSet<>(Files.readAllLines(golden, StandardCharsets.UTF_8)), "renew");
    }

    /** A line for each value of the document, its words aside. */
    private static void lines(Set<String> into, String path, JsonNode node) {
        if (node.isObject()) {
            node.properties()
                    .forEach(each -> {
                        boolean isWords =
                                each.getValue().isTextual()
                                        && Set.of("description", "summary").contains(each.getKey());
                        if (!isWords) {
                            lines(into, path + " " + each.getKey(), each.getValue());
                        }
                    });
        } else if (node.isArray()) {
            node.forEach(each -> lines(into, path + " " + each.path("name").asText("-"), each));
        } else {
            into.add((path + " = " + node.asText()).strip());
        }
    }
}
