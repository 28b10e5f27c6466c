package app.vaultnotes.document.markdown;

import app.vaultnotes.document.markdown.syntax.Range;
import java.util.List;
import java.util.Optional;

/**
 * The YAML properties at the top of a note, between two lines of {@code ---}.
 *
 * @param range all of it with both fences; empty at the start of the text when there is none
 * @param body the lines between the fences
 * @param properties the properties in order
 * @param problem what is wrong with the YAML, in words; the properties are then empty, and where
 *     there are too many to be read, the ranges, too
 */
public record FrontMatter(
        Range range, Range body, List<Property> properties, Optional<String> problem) {

    /** Largest front matter that is read, in UTF-16 units. */
    public static final int MAX_CHARS = 64 << 10;

    private static final String TOO_LONG =
            "The properties cannot be read: they have more than " + MAX_CHARS + " characters";

    private static final char BYTE_ORDER_MARK = '\ufeff';

    /** What a property's value is. */
    public enum Type {
        /** Text. */
        TEXT,
        /** A number. */
        NUMBER,
        /** True or false. */
        CHECKBOX,
        /** A day, {@code 2026-11-24}. */
        DATE,
        /** A moment, {@code 2026-11-24T09:30}. */
        DATETIME,
        /** Several texts. */
        LIST,
        /** Nothing. */
        EMPTY,
        /** A map or something else that is shown as it is written. */
        OTHER
    }

    /**
     * A property.
     *
     * @param key its name
     * @param type what its value is
     * @param values its value as text; several for a list, none for an empty one
     * @param lines the lines it is written on
     * @param value its value as it is written, quotes included; empty when none is
     */
    public record Property(String key, Type type, List<String> values, Range lines, Range value) {
        /** The values in one text. */
        public String text() {
            return String.join(", ", values);
        }

        /** Whether nothing but one plain or quoted value on the key's own line is to change. */
        private boolean isOneLine(String text) {
            String written = value.in(text);
            boolean simple = type != Type.LIST && type != Type.OTHER;
            boolean special = !written.isEmpty() && "|>&*!".indexOf(written.charAt(0)) >= 0;
            String until = text.substring(lines.start(), value.end());
            boolean sameLine = until.indexOf('\n') < 0 && until.indexOf('\r') < 0;
            boolean behindColon = !written.isEmpty() || text.charAt(value.start() - 1) == ':';
            return simple && !special && sameLine && behindColon;
        }

        private Replacement replaced(String text, String newValue) {
            String written = value.in(text);
            String space = written.isEmpty() ? " " : "";
            return new Replacement(value, space + YamlProperties.like(written, newValue));
        }
    }

    /** A replacement in the note's text that changes one property and no other byte. */
    public record Replacement(Range range, String text) {
        /** The text after it. */
        public String applyTo(String before) {
            return before.substring(0, range.start()) + text + before.substring(range.end());
        }
    }

    /** Reads the front matter of a note. */
    public static FrontMatter of(String text) {
        int start = text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK ? 0 : 1;
        int bodyStart = fenceEnd(text, start, "---");
        if (bodyStart < 0 || bodyStart == text.length()) {
            return none(start);
        }
        int line = bodyStart;
        for (; line < text.length() && line - start <= MAX_CHARS; line = lineEnd(text, line)) {
            int end = Math.max(fenceEnd(text, line, "---"), fenceEnd(text, line, "..."));
            if (end >= 0) {
                return read(text, new Range(start, end), new Range(bodyStart, line));
            }
        }
        return isNamed(text, bodyStart) && isClosed(text, line)
                ? nothing(start, Optional.of(TOO_LONG))
                : none(start);
    }

    private static FrontMatter none(int start) {
        return nothing(start, Optional.empty());
    }

    private static FrontMatter nothing(int start, Optional<String> problem) {
        Range nowhere = new Range(start, start);
        return new FrontMatter(nowhere, nowhere, List.of(), problem);
    }

    /** Whether a line begins as a property does; a rule can stand at the top of a text, too. */
    private static boolean isNamed(String text, int line) {
        return text.substring(line, lineEnd(text, line)).indexOf(':') > 0;
    }

    private static boolean isClosed(String text, int from) {
        int line = from;
        while (line < text.length() && fenceEnd(text, line, "---") < 0) {
            line = lineEnd(text, line);
        }
        return line < text.length();
    }

    private static FrontMatter read(String text, Range range, Range body) {
        YamlProperties yaml = YamlProperties.of(body.in(text), body.start());
        return new FrontMatter(range, body, yaml.properties(), yaml.problem());
    }

    /** Where the line of a fence ends, or -1 when the line is none. */
    private static int fenceEnd(String text, int start, String fence) {
        if (!text.startsWith(fence, start)) {
            return -1;
        }
        int end = lineEnd(text, start);
        return text.substring(start + fence.length(), end).isBlank() ? end : -1;
    }

    static int lineEnd(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                return i + 1;
            }
            if (c == '\r') {
                return i + 1 < text.length() && text.charAt(i + 1) == '\n' ? i + 2 : i + 1;
            }
        }
        return text.length();
    }

    /** Whether the note has front matter at all. */
    public boolean exists() {
        return range.length() > 0;
    }

    /** A property by name, without regard to case. */
    public Optional<Property> property(String key) {
        return properties.stream().filter(p -> p.key().equalsIgnoreCase(key)).findFirst();
    }

    /** The values of the first of these properties that is there; a text is split at commas. */
    public List<String> values(String... keys) {
        for (String key : keys) {
            Optional<Property> found = property(key);
            if (found.isPresent()) {
                return found.get().values().stream()
                        .flatMap(value ->
                                found.get().type() == Type.LIST
                                        ? List.of(value).stream()
                                        : List.of(value.split(",")).stream())
                        .map(String::strip)
                        .filter(value -> !value.isEmpty())
                        .toList();
            }
        }
        return List.of();
    }

    /** The replacement that sets a property, in its old place or at the end; makes front matter. */
    public Replacement with(String text, String key, List<String> values) {
        Optional<Property> old = property(key);
        if (old.isPresent() && values.size() == 1 && old.get().isOneLine(text)) {
            return old.get().replaced(text, values.get(0));
        }
        return written(text, key, YamlProperties.write(key, values, newline(text)));
    }

    /** Like {@link #with}, for a property that stays a list when it has one value or none. */
    public Replacement withList(String text, String key, List<String> values) {
        return written(text, key, YamlProperties.writeList(key, values, newline(text)));
    }

    /** The line end of the front matter; a note without one has that of its first line. */
    private String newline(String text) {
        int first = text.indexOf('\n', exists() ? range.start() : 0);
        return first > 0 && text.charAt(first - 1) == '\r' ? "\r\n" : "\n";
    }

    private Replacement written(String text, String key, String lines) {
        String newline = newline(text);
        Optional<Property> old = property(key);
        if (old.isPresent()) {
            return new Replacement(old.get().lines(), lines);
        }
        if (exists()) {
            return new Replacement(new Range(body.end(), body.end()), lines);
        }
        return new Replacement(range, "---" + newline + lines + "---" + newline);
    }

    /** The replacement that removes a property, with the front matter when it was the last. */
    public Optional<Replacement> without(String key) {
        return property(key)
                .map(old -> {
                    boolean last = properties.size() == 1 && old.lines().length() == body.length();
                    return new Replacement(last ? range : old.lines(), "");
                });
    }

    /**
     * The replacement that gives a property another name; its value stays as it is written. Empty
     * when there is none of the old name or already one of the new.
     */
    public Optional<Replacement> renamed(String text, String key, String newKey) {
        Optional<Property> there = property(newKey).filter(p -> !p.key().equalsIgnoreCase(key));
        if (there.isPresent() || newKey.isBlank()) {
            return Optional.empty();
        }
        return property(key)
                .flatMap(old -> YamlProperties.keyIn(text, old))
                .map(place -> new Replacement(place, YamlProperties.name(newKey)));
    }

    static Type typeOf(String value) {
        if (value.matches("\\d{4}-\\d{2}-\\d{2}")) {
            return Type.DATE;
        }
        if (value.matches("\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2})?")) {
            return Type.DATETIME;
        }
        return Type.TEXT;
    }
}
