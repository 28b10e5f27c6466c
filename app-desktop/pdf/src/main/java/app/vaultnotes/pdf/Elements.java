package app.vaultnotes.pdf;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Trees of elements, read from HTML that is XML as well, and walked without recursion. */
final class Elements {

    /** Deepest element that is laid out; what lies deeper becomes text of that one. */
    static final int MAX_DEPTH = 32;

    /** Longest text that is laid out in one piece, in UTF-16 units. */
    private static final int MAX_TEXT = 1_000;

    /** Deepest element that is read. */
    private static final String MAX_READ_DEPTH = "3000";

    private Elements() {}

    /** It cannot be read. */
    static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnreadableException(Exception cause) {
            super("no XML", cause);
        }

        UnreadableException(String why) {
            super(why);
        }
    }

    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {
            // what is meant by a warning does not concern us
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }

    /** Reads a document; no declaration or file from elsewhere has a part in it. */
    static Document read(String xml) {
        try {
            DocumentBuilder builder = factory().newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            return builder.parse(new InputSource(new StringReader(allowed(xml))));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new UnreadableException(e);
        }
    }

    private static DocumentBuilderFactory factory() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setFeature("http://apache.org/xml/features/dom/defer-node-expansion", false);
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        factory.setAttribute("jdk.xml.maxElementDepth", MAX_READ_DEPTH);
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        return factory;
    }

    /** Characters that XML has no room for become the sign for what is lost. */
    private static String allowed(String xml) {
        StringBuilder out = new StringBuilder(xml.length());
        xml.codePoints().map(c -> isAllowed(c) ? c : 0xfffd).forEach(out::appendCodePoint);
        return out.toString();
    }

    private static boolean isAllowed(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= ' ' && c < 0xd800)
                || (c >= 0xe000 && c < 0xfffe)
                || c >= 0x10000;
    }

    /** An element's descendants in order. */
    static List<Element> in(Node root) {
        List<Element> found = new ArrayList<>();
        for (Node node = root.getFirstChild(); node != null; node = next(node, root)) {
            if (node instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }

    /** The texts in an element. */
    static List<Text> texts(Node root) {
        List<Text> found = new ArrayList<>();
        for (Node node = root.getFirstChild(); node != null; node = next(node, root)) {
            if (node instanceof Text text) {
                found.add(text);
            }
        }
        return found;
    }

    /** All the text in an element. */
    static String text(Node root) {
        StringBuilder out = new StringBuilder();
        texts(root).forEach(text -> out.append(text.getData()));
        return out.toString();
    }

    private static @Nullable Node next(Node node, Node root) {
        if (node.getFirstChild() != null) {
            return node.getFirstChild();
        }
        return behind(node, root);
    }

    private static @Nullable Node behind(Node node, Node root) {
        for (Node at = node; at != null && !at.equals(root); at = at.getParentNode()) {
            if (at.getNextSibling() != null) {
                return at.getNextSibling();
            }
        }
        return null;
    }

    /**
     * Makes a tree shallow enough to be laid out.
     *
     * @return whether it was too deep
     */
    static boolean flatten(Element root) {
        List<Element> tooDeep = new ArrayList<>();
        int depth = 1;
        Node node = root.getFirstChild();
        while (node != null) {
            boolean deep = depth >= MAX_DEPTH;
            if (deep && node instanceof Element element) {
                tooDeep.add(element);
            }
            if (!deep && node.getFirstChild() != null) {
                node = node.getFirstChild();
                depth++;
                continue;
            }
            Node at = node;
            while (at != null && at.getNextSibling() == null && !at.equals(root)) {
                at = at.getParentNode();
                depth--;
            }
            node = at == null || at.equals(root) ? null : at.getNextSibling();
        }
        tooDeep.forEach(
                element -> replace(element, root.getOwnerDocument().createTextNode(text(element))));
        return !tooDeep.isEmpty();
    }

    /** Parts long texts: the time that the library takes grows with the square of their length. */
    static void part(Node root) {
        texts(root).stream().filter(text -> text.getLength() > MAX_TEXT).forEach(Elements::part);
    }

    private static void part(Text text) {
        Node parent = text.getParentNode();
        String all = text.getData();
        for (int from = 0; parent != null && from < all.length(); ) {
            int to = partEnd(all, from);
            Node part = text.getOwnerDocument().createTextNode(all.substring(from, to));
            parent.insertBefore(part, text);
            from = to;
        }
        if (parent != null) {
            parent.removeChild(text);
        }
    }

    private static int partEnd(String all, int from) {
        int most = Math.min(all.length(), from + MAX_TEXT);
        for (int to = most; to > from + MAX_TEXT / 2 && most < all.length(); to--) {
            if (Character.isWhitespace(all.charAt(to - 1))) {
                return to;
            }
        }
        return most < all.length() && Character.isHighSurrogate(all.charAt(most - 1))
                ? most - 1
                : most;
    }

    /** Puts a node in the place of another. */
    static void replace(Node old, Node put) {
        Node parent = old.getParentNode();
        if (parent != null) {
            parent.replaceChild(put, old);
        }
    }

    /** Gives every child of an element to somebody else. */
    static void empty(Element element, java.util.function.Consumer<Node> to) {
        for (Node child = element.getFirstChild(); child != null; child = element.getFirstChild()) {
            to.accept(child);
        }
    }

    /** Makes an element with a class and a text. */
    static Element made(Document document, String tag, String kind, String text) {
        Element made = document.createElement(tag);
        if (!kind.isEmpty()) {
            made.setAttribute("class", kind);
        }
        if (!text.isEmpty()) {
            made.appendChild(document.createTextNode(text));
        }
        return made;
    }

    /** Adds a class to an element. */
    static void mark(Element element, String kind) {
        element.setAttribute("class", (element.getAttribute("class") + " " + kind).strip());
    }
}
