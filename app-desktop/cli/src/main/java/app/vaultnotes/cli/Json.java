package app.vaultnotes.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Maps, lists, texts, numbers and truth values as one line of JSON. */
final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** An object whose names stand in this order in every run, so that outputs can be compared. */
    static Map<String, Object> shape(String one, Object first, String two, Object second) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put(one, first);
        shape.put(two, second);
        return shape;
    }

    /** The same with three names. */
    static Map<String, Object> shape(
            String one, Object first, String two, Object second, String three, Object third) {
        Map<String, Object> shape = shape(one, first, two, second);
        shape.put(three, third);
        return shape;
    }

    static void print(PrintStream out, Map<String, ?> value) {
        print(out, value, false);
    }

    /** Prints over several lines, for people. */
    static void printIndented(PrintStream out, Map<String, ?> value) {
        print(out, value, true);
    }

    private static void print(PrintStream out, Map<String, ?> value, boolean indented) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            if (indented) {
                json.useDefaultPrettyPrinter();
            }
            write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        out.println(text);
        out.flush();
    }

    /** A number of an object, 0 when there is none of that name. */
    static int number(String text, String name) throws IOException {
        try (JsonParser json = FACTORY.createParser(text)) {
            for (JsonToken next = json.nextToken(); next != null; next = json.nextToken()) {
                if (next == JsonToken.VALUE_NUMBER_INT && name.equals(json.currentName())) {
                    return json.getIntValue();
                }
            }
        }
        return 0;
    }

    /** A text of an object, empty when there is none of that name. */
    static Optional<String> text(String text, String name) throws IOException {
        try (JsonParser json = FACTORY.createParser(text)) {
            for (JsonToken next = json.nextToken(); next != null; next = json.nextToken()) {
                if (next == JsonToken.VALUE_STRING && name.equals(json.currentName())) {
                    return Optional.of(json.getText());
                }
            }
        }
        return Optional.empty();
    }

    /** The texts of a list in an object, none when there is no list of that name. */
    static List<String> texts(String text, String name) throws IOException {
        List<String> texts = new ArrayList<>();
        try (JsonParser json = FACTORY.createParser(text)) {
            for (JsonToken next = json.nextToken(); next != null; next = json.nextToken()) {
                if (next == JsonToken.START_ARRAY && name.equals(json.currentName())) {
                    while (json.nextToken() == JsonToken.VALUE_STRING) {
                        texts.add(json.getText());
                    }
                    return texts;
                }
            }
        }
        return texts;
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Optional<?> optional -> write(json, optional.orElse(null));
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.writeFieldName(String.valueOf(entry.getKey()));
                    write(json, entry.getValue());
                }
                json.writeEndObject();
            }
            case Collection<?> list -> {
                json.writeStartArray();
                for (Object item : list) {
                    write(json, item);
                }
                json.writeEndArray();
            }
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case BigInteger number -> json.writeNumber(number);
            case BigDecimal number -> json.writeNumber(number.toPlainString());
            case Boolean flag -> json.writeBoolean(flag);
            default -> json.writeString(String.valueOf(value));
        }
    }
}
