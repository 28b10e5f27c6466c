package app.vaultnotes.relay.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All that the pages say, in one language: {@code words_LANGUAGE.properties}. */
final class Words {

    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z0-9.-]+)}}");

    private final String language;
    private final Properties said = new Properties();

    /** The words of a language that there is a file of. */
    Words(String language) {
        this.language = language;
        String name = "words_" + language + ".properties";
        try (InputStreamReader in =
                new InputStreamReader(
                        Objects.requireNonNull(Words.class.getResourceAsStream(name), name),
                        StandardCharsets.UTF_8)) {
            said.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String of(String key) {
        if (key.equals("language")) {
            return language;
        }
        return Objects.requireNonNull(said.getProperty(key), key);
    }

    /** Puts words into the places of a page, {@code {{key}}}. */
    String into(String page) {
        return PLACE.matcher(page)
                .replaceAll(place -> Matcher.quoteReplacement(escape(of(place.group(1)))));
    }

    /** Text as it stands in HTML. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** The same words for scripts, as a module. */
    String module() {
        ObjectNode all = JsonNodeFactory.instance.objectNode().put("language", language);
        new TreeSet<>(said.stringPropertyNames()).forEach(key -> all.put(key, of(key)));
        return "export default " + all.toPrettyString() + ";\n";
    }
}
