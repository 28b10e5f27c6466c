package app.vaultnotes.pdf;

import com.openhtmltopdf.extend.FSStream;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.PageSizeUnits;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceType;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.w3c.dom.Element;
import org.w3c.dom.Text;

/** Lays sheets out as pages. For one thread at a time. */
final class Press {

    /** What stands in an address before the number of a picture. */
    static final String PICTURE = "vault-picture:";

    /** Most pages of a note. */
    static final int MAX_PAGES = 5_000;

    private static final String PRODUCER = "Vault Notes";

    private static final char LOST = '\ufffd';

    /** Held on to, since only then what was set of them lasts. */
    private static final List<Logger> QUIET =
            List.of(Logger.getLogger("org.apache.pdfbox"), Logger.getLogger("org.apache.fontbox"));

    static {
        // A library must not start a toolkit beside the window's, nor write into a terminal.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
        XRLog.setLoggingEnabled(false);
        QUIET.forEach(logger -> logger.setLevel(Level.OFF));
    }

    private final Typefaces typefaces = new Typefaces();
    private final Paper paper;
    private final String language;
    private final String style;

    /**
     * For pages of one size.
     *
     * @param language of the notes, such as {@code de}
     */
    Press(Paper paper, String language) {
        this.paper = paper;
        this.language = language;
        this.style = style();
    }

    private static String style() {
        try (InputStream in = Press.class.getResourceAsStream("print.css")) {
            byte[] all = Objects.requireNonNull(in, "print.css").readAllBytes();
            return new String(all, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("print.css", e);
        }
    }

    /** What a PDF says about itself. */
    record Facts(String title, long changedMillis, long number) {}

    /** Makes a PDF; the sheet is not to be used again. */
    byte[] print(Sheet sheet, Facts facts, Runnable goesOn) throws IOException {
        Typefaces.Chosen chosen = letters(sheet);
        Elements.part(sheet.document());
        List<Outlines.Heading> headings = Outlines.mark(sheet.document());
        head(sheet, facts, chosen);
        try (PDDocument document = new PDDocument()) {
            try (PdfBoxRenderer renderer =
                    builder(sheet, document, chosen, goesOn).buildPdfRenderer()) {
                renderer.layout();
                requireFewPages(renderer);
                renderer.createPDFWithoutClosing();
                new Finish(document, facts, language).finish(headings);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                goesOn.run();
                document.save(out);
                return out.toByteArray();
            }
        }
    }

    private static void requireFewPages(PdfBoxRenderer renderer) {
        if (renderer.getRootBox().getLayer().getPages().size() > MAX_PAGES) {
            throw new TooMuchException("it would have more than " + MAX_PAGES + " pages");
        }
    }

    /** It is more than pages can hold, or takes too long. */
    static final class TooMuchException extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooMuchException(String why) {
            super(why);
        }
    }

    // ---- letters ----

    /** Gives letters their shapes, takes out what leaves no mark, and finds the fonts. */
    private Typefaces.Chosen letters(Sheet sheet) {
        Set<Integer> characters = new TreeSet<>();
        List<Text> texts = Elements.texts(sheet.document());
        for (Text text : texts) {
            String shaped = ArabicShapes.of(text.getData());
            shaped = shaped.codePoints().anyMatch(Press::isDropped) ? without(shaped) : shaped;
            if (!shaped.equals(text.getData())) {
                text.setData(shaped);
            }
            shaped.codePoints().forEach(characters::add);
        }
        Typefaces.Chosen chosen = typefaces.choose(characters);
        if (!chosen.missing().isEmpty()) {
            texts.forEach(text -> text.setData(found(text.getData(), chosen.missing())));
            sheet.changed("no font here has " + named(chosen.missing()));
            characters.removeAll(chosen.missing());
            characters.add((int) LOST);
            return typefaces.choose(characters);
        }
        return chosen;
    }

    /** Signs that choose between looks of others, and joiners, have no look of their own. */
    private static boolean isDropped(int c) {
        boolean selector = (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
        boolean mark = Character.getType(c) == Character.FORMAT && c != 0xad;
        return selector || mark || (Character.isISOControl(c) && c != '\n' && c != '\t');
    }

    private static String without(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().filter(c -> !isDropped(c)).forEach(out::appendCodePoint);
        return out.toString();
    }

    private static String found(String text, Set<Integer> missing) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().map(c -> missing.contains(c) ? LOST : c).forEach(out::appendCodePoint);
        return out.toString();
    }

    private static String named(Set<Integer> missing) {
        String first =
                String.join(
                        ", ",
                        missing.stream()
                                .limit(8)
                                .map(c ->
                                        String.format(
                                                Locale.ROOT,
                                                "%s (U+%04X)",
                                                Character.toString(c),
                                                c))
                                .toList());
        return first + (missing.size() > 8 ? " and " + (missing.size() - 8) + " more" : "");
    }

    // ---- the library ----

    private void head(Sheet sheet, Facts facts, Typefaces.Chosen chosen) {
        Element root = sheet.document().getDocumentElement();
        root.setAttribute("lang", language);
        Element head = (Element) root.getFirstChild();
        head.insertBefore(
                Elements.made(sheet.document(), "title", "", facts.title()), head.getFirstChild());
        String rules =
                style.replace("@paper@", paper.name().toLowerCase(Locale.ROOT))
                        .replace("@body@", Typefaces.families("Body", chosen))
                        .replace("@sans@", Typefaces.families("Sans", chosen))
                        .replace("@mono@", Typefaces.families("Mono", chosen));
        head.appendChild(Elements.made(sheet.document(), "style", "", rules));
    }

    private PdfRendererBuilder builder(
            Sheet sheet, PDDocument document, Typefaces.Chosen chosen, Runnable goesOn) {
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.usePDDocument(document);
        builder.withW3cDocument(sheet.document(), "");
        builder.withProducer(PRODUCER);
        builder.useDefaultPageSize(210, 297, PageSizeUnits.MM);
        builder.usePdfUaAccessibility(true);
        builder.useUnicodeBidiSplitter(RightToLeft.Splitter::new);
        builder.useUnicodeBidiReorderer(new RightToLeft.Reorderer());
        builder.useUnicodeLineBreaker(
                new LineBreaks(BreakIterator.getLineInstance(Locale.ROOT), goesOn));
        builder.useUnicodeCharacterBreaker(
                new LineBreaks(BreakIterator.getCharacterInstance(Locale.ROOT), goesOn));
        builder.useObjectDrawerFactory(new FormulaDrawer(sheet));
        resources(builder, sheet);
        fonts(builder, document, chosen);
        return builder;
    }

    /** Nothing but the sheet's own pictures is ever opened. */
    private static void resources(PdfRendererBuilder builder, Sheet sheet) {
        for (ExternalResourceControlPriority when : ExternalResourceControlPriority.values()) {
            builder.useExternalResourceAccessControl(
                    (uri, type) ->
                            type == ExternalResourceType.IMAGE_RASTER && uri.startsWith(PICTURE),
                    when);
        }
        builder.useUriResolver((base, uri) -> uri);
        String protocol = PICTURE.substring(0, PICTURE.length() - 1);
        builder.useProtocolsStreamImplementation(
                uri ->
                        new Picture(
                                sheet.picture(Integer.parseInt(uri.substring(PICTURE.length())))),
                protocol);
    }

    private record Picture(InputStream bytes) implements FSStream {
        Picture(byte[] bytes) {
            this(new ByteArrayInputStream(bytes));
        }

        @Override
        public InputStream getStream() {
            return bytes;
        }

        @Override
        public Reader getReader() {
            return new InputStreamReader(bytes, StandardCharsets.UTF_8);
        }
    }

    private static void fonts(
            PdfRendererBuilder builder, PDDocument document, Typefaces.Chosen chosen) {
        for (Typefaces.Used used : chosen.fonts()) {
            builder.useFont(
                    new Lazy(document, used), used.family(), used.weight(), used.style(), true);
        }
    }

    /** Put into the document when its first letter is set. */
    private static final class Lazy extends PDFontSupplier {
        private final PDDocument document;
        private final Typefaces.Used used;
        private final List<PDFont> made = new ArrayList<>();

        Lazy(PDDocument document, Typefaces.Used used) {
            super(null);
            this.document = document;
            this.used = used;
        }

        @Override
        public PDFont supply() {
            try {
                if (made.isEmpty()) {
                    made.add(PDType0Font.load(document, used.font(), true));
                }
                return made.getFirst();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException("a font cannot be read", e);
            }
        }
    }
}
