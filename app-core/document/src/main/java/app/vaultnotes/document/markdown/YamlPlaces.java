package app.vaultnotes.document.markdown;

import app.vaultnotes.document.markdown.syntax.Range;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Where nodes of YAML stand in its text: the parser counts code points, we UTF-16 units. */
final class YamlPlaces {

    private final String yaml;

    /** The place of each code point; empty where they are the same. */
    private final int[] units;

    YamlPlaces(String yaml) {
        this.yaml = yaml;
        boolean same = yaml.codePointCount(0, yaml.length()) == yaml.length();
        this.units = same ? new int[0] : units(yaml);
    }

    private static int[] units(String yaml) {
        int[] units = new int[yaml.codePointCount(0, yaml.length()) + 1];
        int at = 0;
        for (int i = 0; i < units.length - 1; i++) {
            units[i] = at;
            at += Character.charCount(yaml.codePointAt(at));
        }
        units[units.length - 1] = at;
        return units;
    }

    private int at(Optional<Mark> mark) {
        int index = mark.map(Mark::getIndex).orElse(0);
        int limited = Math.min(index, units.length == 0 ? yaml.length() : units.length - 1);
        return units.length == 0 ? limited : units[limited];
    }

    /** All lines of a property, without what stands between it and the next one. */
    Range lines(NodeTuple tuple) {
        int start = at(tuple.getKeyNode().getStartMark());
        while (start > 0 && "\r\n".indexOf(yaml.charAt(start - 1)) < 0) {
            start--;
        }
        int last = Math.max(value(tuple).end(), at(tuple.getKeyNode().getEndMark()));
        boolean whole = last > start && "\r\n".indexOf(yaml.charAt(last - 1)) >= 0;
        return new Range(start, whole ? last : FrontMatter.lineEnd(yaml, last));
    }

    /** A property's value; empty behind the key when it is written elsewhere or not at all. */
    Range value(NodeTuple tuple) {
        int keyEnd = at(tuple.getKeyNode().getEndMark());
        int start = at(tuple.getValueNode().getStartMark());
        int end = contentEnd(tuple.getValueNode());
        if (start < keyEnd || end < start) {
            int behind = Math.min(yaml.length(), keyEnd + 1);
            return new Range(behind, behind);
        }
        return new Range(start, end);
    }

    /** A block ends where its last content ends: its own mark stands before what follows it. */
    private int contentEnd(Node node) {
        Node last = node;
        while (last instanceof SequenceNode || last instanceof MappingNode) {
            Optional<Node> inner = lastOf(last);
            if (inner.isEmpty()) {
                break;
            }
            last = inner.get();
        }
        int end = at(last.getEndMark());
        int start = at(last.getStartMark());
        boolean block =
                last instanceof ScalarNode scalar
                        && scalar.getScalarStyle().toString().matches("[|>]");
        while (block && end > start && Character.isWhitespace(yaml.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static Optional<Node> lastOf(Node node) {
        if (node instanceof SequenceNode list && list.getFlowStyle() != FlowStyle.FLOW) {
            List<Node> items = list.getValue();
            return items.isEmpty() ? Optional.empty() : Optional.of(items.get(items.size() - 1));
        }
        if (node instanceof MappingNode map && map.getFlowStyle() != FlowStyle.FLOW) {
            List<NodeTuple> tuples = map.getValue();
            return tuples.isEmpty()
                    ? Optional.empty()
                    : Optional.of(tuples.get(tuples.size() - 1).getValueNode());
        }
        return Optional.empty();
    }
}
