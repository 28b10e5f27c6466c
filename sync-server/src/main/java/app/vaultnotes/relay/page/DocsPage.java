package app.vaultnotes.relay.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The document of the API, for people: each call and each message once, with links between. */
final class DocsPage {

    private static final String REFERENCE = "#/components/schemas/";
    private static final Pattern CODE = Pattern.compile("\\b[A-Z][A-Z_]{3,}\\b|`([^`]+)`");

    private final ObjectNode document;
    private final Words words;
    private final StringBuilder out = new StringBuilder();

    DocsPage(ObjectNode document, Words words) {
        this.document = document;
        this.words = words;
    }

    /** What stands between the page's head and foot. */
    String html() {
        out.append("<section class=\"sheet prose\">");
        text(document.at("/info/description").asText());
        out.append("</section>");
        for (JsonNode tag : document.get("tags")) {
            group(tag.get("name").asText(), tag.path("description").asText());
        }
        messages();
        return out.toString();
    }

    private void group(String name, String description) {
        open("h2", "tag-" + name, name);
        text(description);
        document.get("paths")
                .properties()
                .forEach(path ->
                        path.getValue().properties().stream()
                                .filter(verb -> verb.getValue().at("/tags/0").asText().equals(name))
                                .forEach(verb -> call(path.getKey(), verb)));
        out.append("</section>");
    }

    private void open(String level, String id, String title) {
        out.append(
                "<section class=\"sheet prose\" id=\"%s\"><%s>%s</%s>"
                        .formatted(id, level, Words.escape(title), level));
    }

    private void call(String path, Map.Entry<String, JsonNode> verb) {
        JsonNode call = verb.getValue();
        out.append(
                "<article id=\"%s\"><h3>%s</h3><p class=\"route\"><b>%s</b> <code>%s</code>%s</p>"
                        .formatted(
                                call.get("operationId").asText(),
                                Words.escape(call.get("summary").asText()),
                                verb.getKey().toUpperCase(Locale.ROOT),
                                Words.escape(path),
                                call.has("security") ? "" : " <i>" + word("docs.open") + "</i>"));
        text(call.path("description").asText());
        if (call.has("parameters")) {
            parameters(call.get("parameters"));
        }
        JsonNode body = call.at("/requestBody/content");
        if (!body.isMissingNode()) {
            shape(word("docs.body"), body);
        }
        JsonNode answer = call.at("/responses/200/content");
        if (!answer.isMissingNode()) {
            shape(word("docs.answer"), answer);
        }
        out.append("</article>");
    }

    private String word(String key) {
        return Words.escape(words.of(key));
    }

    private void parameters(JsonNode parameters) {
        out.append("<dl class=\"fields\">");
        for (JsonNode each : parameters) {
            String in = word("docs.in." + each.get("in").asText());
            field(each.get("name").asText(), type(each.get("schema")) + ", " + in, each);
        }
        out.append("</dl>");
    }

    private void field(String name, String type, JsonNode described) {
        out.append(
                "<dt><code>%s</code> <small>%s</small></dt><dd>"
                        .formatted(Words.escape(name), type));
        text(described.path("description").asText());
        out.append("</dd>");
    }

    private void shape(String title, JsonNode content) {
        Map.Entry<String, JsonNode> first = content.properties().iterator().next();
        JsonNode schema = first.getValue().path("schema");
        boolean isBytes = !first.getKey().equals("application/json");
        out.append(
                "<p class=\"shape\"><small>%s</small> %s</p>"
                        .formatted(title, isBytes ? word("docs.bytes") : type(schema)));
        if (schema.has("properties")) {
            fields(schema);
        }
    }

    private void fields(JsonNode schema) {
        out.append("<dl class=\"fields\">");
        schema.path("properties")
                .properties()
                .forEach(each -> field(each.getKey(), type(each.getValue()), each.getValue()));
        out.append("</dl>");
    }

    /** A type in words, with a link to a message. */
    private String type(JsonNode schema) {
        if (schema.has("$ref")) {
            String name = schema.get("$ref").asText().substring(REFERENCE.length());
            return "<a href=\"#m-%s\">%s</a>".formatted(name, name);
        }
        return switch (schema.path("type").asText()) {
            case "array" -> word("docs.list") + " " + type(schema.get("items"));
            case "object" -> word("docs.object");
            case "string" -> string(schema);
            default -> Words.escape(schema.path("type").asText());
        };
    }

    private String string(JsonNode schema) {
        if (schema.has("contentEncoding")) {
            return word("docs.base64");
        }
        return word(schema.path("format").asText().equals("int64") ? "docs.int64" : "docs.text");
    }

    private void messages() {
        open("h2", "messages", words.of("docs.messages"));
        document.at("/components/schemas")
                .properties()
                .forEach(each -> {
                    out.append(
                            "<article id=\"m-%s\"><h3>%s</h3>"
                                    .formatted(each.getKey(), each.getKey()));
                    text(each.getValue().path("description").asText());
                    if (each.getValue().has("properties")) {
                        fields(each.getValue());
                    }
                    out.append("</article>");
                });
        out.append("</section>");
    }

    /** Paragraphs and lists, as comments have them. */
    private void text(String text) {
        boolean inList = false;
        for (String line : text.replaceAll("\n(?=[^\n-])(?! *-)", " ").split("\n", -1)) {
            String content = line.strip();
            boolean isItem = content.startsWith("- ");
            if (isItem != inList) {
                out.append(isItem ? "<ul>" : "</ul>");
                inList = isItem;
            }
            if (!content.isEmpty()) {
                String shown = codes(isItem ? content.substring(2) : content);
                out.append(isItem ? "<li>" + shown + "</li>" : "<p>" + shown + "</p>");
            }
        }
        out.append(inList ? "</ul>" : "");
    }

    private static String codes(String text) {
        return CODE.matcher(Words.escape(text))
                .replaceAll(found ->
                        Matcher.quoteReplacement(
                                "<code>"
                                        + (found.group(1) == null ? found.group() : found.group(1))
                                        + "</code>"));
    }
}
