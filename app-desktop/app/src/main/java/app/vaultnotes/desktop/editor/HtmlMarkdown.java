package app.vaultnotes.desktop.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * Rich text of the clipboard as Markdown. What Markdown cannot say is left out; words never are.
 */
final class HtmlMarkdown {

    private static final int MOST_CHARS = 4_000_000;
    private static final int DEEPEST = 120;

    private static final Pattern SPACES = Pattern.compile("[ \\t\\r\\n\\f]+");
    private static final Pattern SIGNS = Pattern.compile("[\\\\`*_\\[\\]<]");
    private static final Pattern OPENER = Pattern.compile("^(#{1,6} |[>+-] |\\d{1,9}[.)] )");
    private static final Pattern MANY_LINES = Pattern.compile("\\n{3,}");
    private static final Pattern LANGUAGE = Pattern.compile("(?:language|lang)-([\\w+#-]{1,30})");

    private final StringBuilder out = new StringBuilder();
    private int depth;

    private HtmlMarkdown() {}

    /** The Markdown of what was copied; empty when it is too much, or nothing but plain text. */
    static Optional<String> of(String html) {
        if (html.length() > MOST_CHARS) {
            return Optional.empty();
        }
        Document document = Jsoup.parse(html);
        document.select("script, style, head, title, meta, noscript, template").remove();
        boolean plain =
                document.body()
                        .select(
                                "h1,h2,h3,h4,h5,h6,b,strong,i,em,a,img,ul,ol,table,pre,code,"
                                        + "blockquote,del,s,mark,hr,span[style*=font-]")
                        .isEmpty();
        if (plain) {
            return Optional.empty();
        }
        HtmlMarkdown markdown = new HtmlMarkdown();
        markdown.children(document.body());
        return Optional.of(MANY_LINES.matcher(markdown.out).replaceAll("\n\n").strip());
    }

    private static String inner(Element element, int depth) {
        HtmlMarkdown inner = new HtmlMarkdown();
        inner.depth = depth + 1;
        inner.children(element);
        return MANY_LINES.matcher(inner.out).replaceAll("\n\n").strip();
    }

    private void children(Element parent) {
        if (depth > DEEPEST) {
            text(parent.text());
            return;
        }
        depth++;
        for (Node child : parent.childNodes()) {
            if (child instanceof TextNode words) {
                text(words.getWholeText());
            } else if (child instanceof Element element) {
                element(element);
            }
        }
        depth--;
    }

    private void text(String words) {
        String line = SPACES.matcher(words).replaceAll(" ");
        if (out.isEmpty() || out.charAt(out.length() - 1) == '\n') {
            line = line.stripLeading();
            line = OPENER.matcher(line).replaceAll("\\\\$1");
        }
        out.append(SIGNS.matcher(line).replaceAll("\\\\$0"));
    }

    private void element(Element element) {
        switch (element.normalName()) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(element);
            case "br" -> out.append('\n');
            case "hr" -> block("---");
            case "b", "strong", "i", "em", "del", "s", "strike", "mark", "span" -> styled(element);
            case "code", "kbd", "samp", "tt" -> code(element.wholeText());
            case "pre" -> fence(element);
            case "a" -> link(element);
            case "img" -> image(element);
            case "ul", "ol" -> block(list(element));
            case "blockquote" -> block(prefixed(inner(element, depth), "> ", "> "));
            case "table" -> block(table(element));
            case "p", "div", "section", "article", "header", "footer", "li", "dl", "dt", "dd" ->
                    block(inner(element, depth));
            default -> children(element);
        }
    }

    private void block(String markdown) {
        if (!markdown.isBlank()) {
            out.append("\n\n").append(markdown).append("\n\n");
        }
    }

    private void heading(Element element) {
        int level = element.normalName().charAt(1) - '0';
        String words = inner(element, depth).replace('\n', ' ');
        if (!words.isBlank()) {
            block("#".repeat(level) + " " + words);
        }
    }

    private void styled(Element element) {
        String style = element.attr("style").toLowerCase(Locale.ROOT).replace(" ", "");
        String name = element.normalName();
        boolean light = style.contains("font-weight:normal") || style.contains("font-weight:400");
        boolean heavy =
                name.equals("b")
                        || name.equals("strong")
                        || style.contains("font-weight:bold")
                        || style.contains("font-weight:700");
        boolean slanted =
                name.equals("i") || name.equals("em") || style.contains("font-style:italic");
        boolean struck =
                List.of("del", "s", "strike").contains(name) || style.contains("line-through");
        String marks =
                (heavy && !light ? "**" : "")
                        + (slanted ? "*" : "")
                        + (struck ? "~~" : "")
                        + (name.equals("mark") ? "==" : "");
        if (marks.isEmpty() || element.text().isBlank()) {
            children(element);
        } else {
            wrapped(element, marks);
        }
    }

    /** Marks stand at words: spaces inside of them go outside. */
    private void wrapped(Element element, String marks) {
        String words = element.wholeText();
        String inside = inner(element, depth);
        if (inside.indexOf("\n\n") >= 0) {
            children(element);
            return;
        }
        boolean before = !words.isEmpty() && Character.isWhitespace(words.charAt(0));
        boolean after =
                !words.isEmpty() && Character.isWhitespace(words.charAt(words.length() - 1));
        out.append(before ? " " : "").append(marks).append(inside);
        out.append(new StringBuilder(marks).reverse()).append(after ? " " : "");
    }

    private void code(String words) {
        if (!words.isBlank()) {
            String fence = words.indexOf('`') >= 0 ? "``" : "`";
            String space = words.indexOf('`') >= 0 ? " " : "";
            out.append(fence).append(space);
            out.append(SPACES.matcher(words).replaceAll(" ")).append(space).append(fence);
        }
    }

    private void fence(Element element) {
        String words = element.wholeText().replace("\r\n", "\n").stripTrailing();
        var language = LANGUAGE.matcher(element.className() + " " + classOfCode(element));
        String fence = words.contains("```") ? "~~~~" : "```";
        String name = language.find() ? language.group(1) : "";
        out.append("\n\n").append(fence).append(name).append('\n');
        out.append(words).append('\n').append(fence).append("\n\n");
    }

    private static String classOfCode(Element element) {
        Element code = element.selectFirst("code");
        return code == null ? "" : code.className();
    }

    private void link(Element element) {
        String address = element.attr("href").strip();
        String words = inner(element, depth).replace('\n', ' ');
        boolean web = address.matches("(?i)(https?|mailto):\\S{1,4000}");
        if (!web || words.isBlank()) {
            children(element);
        } else {
            out.append('[').append(words).append("](").append(escaped(address)).append(')');
        }
    }

    private static String escaped(String address) {
        return address.replace("(", "%28").replace(")", "%29");
    }

    private void image(Element element) {
        String address = element.attr("src").strip();
        String words = SIGNS.matcher(element.attr("alt")).replaceAll("\\\\$0").replace('\n', ' ');
        if (address.matches("(?i)https?://\\S{1,4000}")) {
            out.append("![").append(words).append("](").append(escaped(address)).append(')');
        } else {
            out.append(words);
        }
    }

    private String list(Element list) {
        List<String> items = new ArrayList<>();
        boolean numbered = list.normalName().equals("ol");
        int number = 1;
        for (Element item : list.children()) {
            String mark = numbered ? number++ + ". " : "- ";
            Element box = item.selectFirst("> input[type=checkbox], > p > input[type=checkbox]");
            String task = box == null ? "" : box.hasAttr("checked") ? "[x] " : "[ ] ";
            String words = inner(item, depth).replaceAll("\\n\\n(?=[ ]*(?:[-*]|\\d+\\.) )", "\n");
            items.add(prefixed(task + words, mark, " ".repeat(mark.length())));
        }
        return String.join("\n", items);
    }

    private static String prefixed(String words, String first, String then) {
        StringBuilder lines = new StringBuilder();
        String prefix = first;
        for (String line : words.split("\n", -1)) {
            lines.append(line.isEmpty() ? prefix.stripTrailing() : prefix + line).append('\n');
            prefix = then;
        }
        return lines.toString().stripTrailing();
    }

    private String table(Element table) {
        List<List<String>> rows = new ArrayList<>();
        int width = 0;
        for (Element row : table.select("tr")) {
            List<String> cells = new ArrayList<>();
            for (Element cell : row.select("> td, > th")) {
                String words = inner(cell, depth).replaceAll("\\n+", " ");
                cells.add(words.replace("|", "\\|"));
            }
            width = Math.max(width, cells.size());
            rows.add(cells);
        }
        StringBuilder lines = new StringBuilder();
        for (int row = 0; row < rows.size(); row++) {
            line(lines, rows.get(row), width, "");
            if (row == 0) {
                line(lines, List.of(), width, "---");
            }
        }
        return width == 0 ? "" : lines.toString().stripTrailing();
    }

    private static void line(StringBuilder lines, List<String> cells, int width, String otherwise) {
        lines.append('|');
        for (int i = 0; i < width; i++) {
            lines.append(' ').append(i < cells.size() ? cells.get(i) : otherwise).append(" |");
        }
        lines.append('\n');
    }
}
