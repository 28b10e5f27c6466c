package app.vaultnotes.pdf;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Places in a document that links and the outline lead to. The library writes one entry of its
 * outline for each; {@link Finish} makes of them the outline that readers see, and names.
 */
final class Outlines {

    private static final int MAX_PLACES = 20_000;

    private Outlines() {}

    /**
     * A place.
     *
     * @param level 1 to 6 of a heading, 0 of what is only named
     */
    record Heading(int level, String text, String id) {}

    /** Asks for an entry for every element with an id. */
    static List<Heading> mark(Document document) {
        List<Heading> found = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        Element marks = document.createElement("bookmarks");
        for (Element element : Elements.in(Refining.body(document))) {
            int level = level(element);
            if (level > 0 && element.getAttribute("id").isEmpty() && !isEmbedded(element)) {
                element.setAttribute("id", "vault-" + found.size());
            }
            String id = element.getAttribute("id");
            if (!id.isEmpty() && found.size() < MAX_PLACES && ids.add(id)) {
                found.add(new Heading(level, Elements.text(element).strip(), id));
                Element mark = document.createElement("bookmark");
                mark.setAttribute("name", id);
                mark.setAttribute("href", "#" + id);
                marks.appendChild(mark);
            }
        }
        document.getDocumentElement().getFirstChild().appendChild(marks);
        return found;
    }

    private static boolean isEmbedded(Element element) {
        return element.getParentNode() instanceof Element parent
                && parent.getAttribute("class").equals("embed");
    }

    private static int level(Element element) {
        String tag = element.getTagName();
        boolean heading =
                tag.length() == 2 && tag.charAt(0) == 'h' && Character.isDigit(tag.charAt(1));
        return heading ? tag.charAt(1) - '0' : 0;
    }
}
