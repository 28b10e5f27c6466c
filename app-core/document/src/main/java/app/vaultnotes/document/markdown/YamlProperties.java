package app.vaultnotes.document.markdown;

import app.vaultnotes.document.markdown.FrontMatter.Property;
import app.vaultnotes.document.markdown.syntax.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Properties read from YAML and written as YAML. Nesting and aliases are bounded: front matter is
 * input from anywhere.
 */
record YamlProperties(List<Property> properties, Optional<String> problem) {

    /** A minus sign begins a list or a number. */
    private static final Pattern NEGATIVE = Pattern.compile("-\\d+(\\.\\d+)?");

    /** Words that mean nothing at all in YAML when they have no quotes. */
    private static final Set<String> EMPTY = Set.of("null", "Null", "NULL");

    /** Deepest nesting of lists and maps. */
    private static final int MAX_NESTING = 50;

    /** Most brackets, braces and dashes on one line, each of which may nest. */
    private static final int MAX_OPENERS_PER_LINE = 500;

    private static final LoadSettings SETTINGS =
            LoadSettings.builder()
                    .setAllowDuplicateKeys(true)
                    .setMaxAliasesForCollections(0)
                    .setUseMarks(true)
                    .build();

    static YamlProperties of(String yaml, int offset) {
        if (nestsTooDeep(yaml)) {
            return broken("it nests too deeply");
        }
        try {
            Optional<Node> root = new Compose(SETTINGS).composeString(yaml);
            return root.map(node -> read(node, yaml, offset))
                    .orElseGet(() -> new YamlProperties(List.of(), Optional.empty()));
        } catch (MarkedYamlEngineException e) {
            String line =
                    e.getProblemMark()
                            .map(mark -> "line " + (mark.getLine() + 2) + ": ")
                            .orElse("");
            return broken(line + e.getProblem());
        } catch (YamlEngineException e) {
            boolean alias = String.valueOf(e.getMessage()).contains("alias");
            return broken(
                    alias
                            ? "one stands for the value of another (“*name”); write the value out"
                            : "they are no YAML");
        }
    }

    private static YamlProperties broken(String why) {
        return new YamlProperties(List.of(), Optional.of("The properties cannot be read: " + why));
    }

    private static boolean nestsTooDeep(String yaml) {
        int depth = 0;
        int deepest = 0;
        int openersOnLine = 0;
        int most = 0;
        int indent = 0;
        for (int i = 0; i < yaml.length(); i++) {
            char c = yaml.charAt(i);
            if (c == '[' || c == '{') {
                deepest = Math.max(deepest, ++depth);
                openersOnLine++;
            } else if (c == ']' || c == '}') {
                depth = Math.max(0, depth - 1);
            } else if (c == '-' || c == '?' || c == ':') {
                openersOnLine++;
            } else if (c == '\n') {
                openersOnLine = 0;
            }
            most = Math.max(most, openersOnLine);
            indent =
                    Math.max(
                            indent,
                            c == ' ' && (i == 0 || yaml.charAt(i - 1) == '\n')
                                    ? indentAt(yaml, i)
                                    : 0);
        }
        return deepest > MAX_NESTING || most > MAX_OPENERS_PER_LINE || indent > 4 * MAX_NESTING;
    }

    private static int indentAt(String yaml, int start) {
        int end = start;
        while (end < yaml.length() && yaml.charAt(end) == ' ') {
            end++;
        }
        boolean nests = end < yaml.length() && yaml.charAt(end) != '\n' && yaml.charAt(end) != '\r';
        return nests ? end - start : 0;
    }

    private static YamlProperties read(Node root, String yaml, int offset) {
        if (!(root instanceof MappingNode map)) {
            return broken("they are no list of “name: value”");
        }
        if (map.getFlowStyle() == FlowStyle.FLOW) {
            return broken("they stand in braces; write each on a line of its own");
        }
        YamlPlaces places = new YamlPlaces(yaml);
        List<Property> properties = new ArrayList<>();
        for (NodeTuple tuple : map.getValue()) {
            Range lines = shifted(places.lines(tuple), offset);
            Range value = shifted(places.value(tuple), offset);
            String source = places.value(tuple).in(yaml);
            properties.add(property(tuple, lines, value, source));
        }
        return new YamlProperties(List.copyOf(properties), Optional.empty());
    }

    private static Range shifted(Range range, int offset) {
        return new Range(range.start() + offset, range.end() + offset);
    }

    private static Property property(NodeTuple tuple, Range lines, Range place, String source) {
        String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
        Node value = tuple.getValueNode();
        if (value instanceof ScalarNode scalar) {
            FrontMatter.Type type = type(scalar);
            boolean empty = type == FrontMatter.Type.EMPTY;
            List<String> values = empty ? List.of() : List.of(scalar.getValue());
            return new Property(key, type, values, lines, place);
        }
        if (value instanceof SequenceNode sequence) {
            List<String> values = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                values.add(item instanceof ScalarNode scalar ? scalar.getValue() : wikilink(item));
            }
            return new Property(key, FrontMatter.Type.LIST, List.copyOf(values), lines, place);
        }
        return new Property(key, FrontMatter.Type.OTHER, List.of(source.strip()), lines, place);
    }

    /** An unquoted {@code [[note]]} is a list in a list to YAML, and a link to its writer. */
    private static String wikilink(Node item) {
        if (item instanceof SequenceNode inner && inner.getValue().size() == 1) {
            Node only = inner.getValue().get(0);
            return only instanceof ScalarNode scalar ? scalar.getValue() : "";
        }
        return "";
    }

    private static FrontMatter.Type type(ScalarNode scalar) {
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL) || (scalar.isPlain() && EMPTY.contains(scalar.getValue()))) {
            return FrontMatter.Type.EMPTY;
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return FrontMatter.Type.NUMBER;
        }
        return tag.equals(Tag.BOOL)
                ? FrontMatter.Type.CHECKBOX
                : FrontMatter.typeOf(scalar.getValue());
    }

    /** The lines of a property. */
    static String write(String key, List<String> values, String newline) {
        String name = quotedIfNeeded(key);
        return values.size() == 1
                ? name + ": " + quotedIfNeeded(values.get(0)) + newline
                : writeList(key, values, newline);
    }

    static String writeList(String key, List<String> values, String newline) {
        String name = quotedIfNeeded(key);
        StringBuilder lines =
                new StringBuilder(name).append(values.isEmpty() ? ": []" : ":").append(newline);
        values.forEach(value -> lines.append("  - ").append(quotedIfNeeded(value)).append(newline));
        return lines.toString();
    }

    static String name(String key) {
        return quotedIfNeeded(key);
    }

    /** Where the name of a property stands; empty when it is written in an unusual way. */
    static Optional<Range> keyIn(String text, Property property) {
        String lines = property.lines().in(text);
        for (String written :
                List.of(
                        property.key(),
                        quoted(property.key()),
                        "'" + property.key().replace("'", "''") + "'")) {
            String rest = lines.startsWith(written) ? lines.substring(written.length()) : "";
            if (rest.stripLeading().startsWith(":")) {
                int start = property.lines().start();
                return Optional.of(new Range(start, start + written.length()));
            }
        }
        return Optional.empty();
    }

    /** A value written as the one it takes the place of: with its quotes, or without. */
    static String like(String old, String value) {
        boolean printable = value.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == 0x85);
        if (old.startsWith("'") && printable) {
            return "'" + value.replace("'", "''") + "'";
        }
        return old.startsWith("\"") ? quoted(value) : quotedIfNeeded(value);
    }

    private static String quotedIfNeeded(String value) {
        boolean plain =
                NEGATIVE.matcher(value).matches() || (!EMPTY.contains(value) && isPlain(value));
        return plain ? value : quoted(value);
    }

    private static boolean isPlain(String value) {
        return !value.isEmpty()
                && value.equals(value.strip())
                && "-?:,[]{}#&*!|>'\"%@`~".indexOf(value.charAt(0)) < 0
                && !value.contains(": ")
                && !value.contains(" #")
                && !value.endsWith(":")
                && value.chars()
                        .noneMatch(c ->
                                c < ' ' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029);
    }

    private static String quoted(String value) {
        StringBuilder out = new StringBuilder("\"");
        value.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '"' -> out.append("\\\"");
                        case '\\' -> out.append("\\\\");
                        case '\n' -> out.append("\\n");
                        case '\t' -> out.append("\\t");
                        default -> {
                            if (c < ' ' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029) {
                                out.append(String.format("\\u%04X", c));
                            } else {
                                out.appendCodePoint(c);
                            }
                        }
                    }
                });
        return out.append('"').toString();
    }
}
