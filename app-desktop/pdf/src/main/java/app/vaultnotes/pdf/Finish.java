package app.vaultnotes.pdf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Calendar;
import java.util.Deque;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDestinationNameTreeNode;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PageMode;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionRemoteGoTo;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineNode;

/** What a laid out document still lacks: its outline, names for places, links, what it says. */
final class Finish {

    private static final String PDF = ".pdf";

    private final PDDocument document;
    private final Press.Facts facts;
    private final String language;

    Finish(PDDocument document, Press.Facts facts, String language) {
        this.document = document;
        this.facts = facts;
        this.language = language;
    }

    void finish(List<Outlines.Heading> places) throws IOException {
        outline(places);
        for (PDPage page : document.getPages()) {
            for (PDAnnotation annotation : page.getAnnotations()) {
                if (annotation instanceof PDAnnotationLink link
                        && link.getAction() instanceof PDActionURI uri) {
                    lead(link, String.valueOf(uri.getURI()));
                }
            }
        }
        tell();
    }

    // ---- outline and names ----

    private void outline(List<Outlines.Heading> places) throws IOException {
        PDDocumentCatalog catalog = document.getDocumentCatalog();
        PDDocumentOutline written = catalog.getDocumentOutline();
        PDDocumentOutline outline = new PDDocumentOutline();
        Map<String, PDPageDestination> names = new TreeMap<>();
        Deque<Node> open = new ArrayDeque<>(List.of(new Node(0, outline)));
        PDOutlineItem at = written == null ? null : written.getFirstChild();
        for (int i = 0; i < places.size() && at != null; i++) {
            Outlines.Heading place = places.get(i);
            if (at.getDestination() instanceof PDPageDestination there) {
                names.put(key(place.id()), there);
                if (place.level() > 0) {
                    add(open, place, there);
                }
            }
            at = at.getNextSibling();
        }
        catalog.setDocumentOutline(outline);
        catalog.setPageMode(
                outline.hasChildren() && places.size() > 1
                        ? PageMode.USE_OUTLINES
                        : PageMode.USE_NONE);
        name(catalog, names);
    }

    private record Node(int level, PDOutlineNode node) {}

    private static void add(Deque<Node> open, Outlines.Heading heading, PDDestination there) {
        while (open.element().level() >= heading.level()) {
            open.pop();
        }
        PDOutlineItem item = new PDOutlineItem();
        item.setTitle(heading.text());
        item.setDestination(there);
        open.element().node().addLast(item);
        if (open.element().node() instanceof PDOutlineItem outer) {
            outer.openNode();
        }
        open.push(new Node(heading.level(), item));
    }

    private void name(PDDocumentCatalog catalog, Map<String, PDPageDestination> names) {
        PDDestinationNameTreeNode tree = new PDDestinationNameTreeNode();
        tree.setNames(names);
        PDDocumentNameDictionary dictionary = new PDDocumentNameDictionary(catalog);
        dictionary.setDests(tree);
        catalog.setNames(dictionary);
    }

    /** A name is ASCII, so that all readers sort and compare names the same way. */
    static String key(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    // ---- links ----

    /** Links to other notes open their files; readers resolve those beside this one. */
    private static void lead(PDAnnotationLink link, String address) throws IOException {
        int hash = address.indexOf('#');
        String path = hash < 0 ? address : address.substring(0, hash);
        boolean outside =
                address.startsWith("http:")
                        || address.startsWith("https:")
                        || address.startsWith("mailto:");
        if (outside || !path.endsWith(PDF)) {
            return;
        }
        PDActionRemoteGoTo action = new PDActionRemoteGoTo();
        String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        COSDictionary spec = new COSDictionary();
        spec.setItem(COSName.TYPE, COSName.FILESPEC);
        spec.setString(COSName.F, decoded);
        spec.setItem(COSName.UF, new COSString(decoded));
        action.getCOSObject().setItem(COSName.F, spec);
        action.setD(hash < 0 ? firstPage() : new COSString(address.substring(hash + 1)));
        link.setAction(action);
    }

    private static COSArray firstPage() {
        COSArray first = new COSArray();
        first.add(COSInteger.ZERO);
        first.add(COSName.getPDFName("Fit"));
        return first;
    }

    // ---- what it says ----

    private void tell() throws IOException {
        PDDocumentInformation information = document.getDocumentInformation();
        Calendar changed = new GregorianCalendar(TimeZone.getTimeZone(ZoneOffset.UTC));
        changed.setTimeInMillis(facts.changedMillis());
        information.setTitle(facts.title());
        information.setCreationDate(changed);
        information.setModificationDate(changed);
        document.getDocumentCatalog().setLanguage(language);
        document.setDocumentId(facts.number());
        PDMetadata metadata = document.getDocumentCatalog().getMetadata();
        if (metadata != null) {
            date(metadata);
        }
    }

    /** The library writes the present moment, so that no two documents would be the same. */
    private void date(PDMetadata metadata) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (var in = metadata.createInputStream()) {
            in.transferTo(read);
        }
        String then =
                DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochMilli(facts.changedMillis()));
        String dated =
                read.toString(StandardCharsets.UTF_8)
                        .replaceAll("(<(xmp:\\w+Date)>)[^<]*(</\\2>)", "$1" + then + "$3")
                        .replaceAll("(xmp:\\w+Date=\")[^\"]*\"", "$1" + then + "\"");
        metadata.importXMPMetadata(dated.getBytes(StandardCharsets.UTF_8));
    }
}
