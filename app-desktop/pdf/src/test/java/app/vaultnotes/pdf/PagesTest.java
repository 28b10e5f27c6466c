package app.vaultnotes.pdf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.importing.FidelityReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.action.PDAction;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionGoTo;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionRemoteGoTo;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineNode;
import org.junit.jupiter.api.Test;

/** What a note says can be read, selected and followed in its PDF. */
class PagesTest extends PdfTest {

    private static List<PDAnnotationLink> links(PDDocument document) throws IOException {
        List<PDAnnotationLink> links = new ArrayList<>();
        for (PDPage page : document.getPages()) {
            for (PDAnnotation annotation : page.getAnnotations()) {
                links.add(assertInstanceOf(PDAnnotationLink.class, annotation));
            }
        }
        return links;
    }

    private static String lead(PDAnnotationLink link) throws IOException {
        PDAction action = link.getAction();
        return switch (action) {
            case PDActionURI uri -> uri.getURI();
            case PDActionRemoteGoTo there -> {
                COSDictionary file =
                        (COSDictionary) there.getCOSObject().getDictionaryObject(COSName.F);
                String place = there.getD() instanceof COSString name ? name.getString() : "top";
                yield file.getString(COSName.UF) + " at " + place;
            }
            case PDActionGoTo _ -> "here";
            case null -> link.getDestination() == null ? "nowhere" : "here";
            default -> action.getSubType();
        };
    }

    private static void outline(PDOutlineNode node, String indent, List<String> into) {
        for (PDOutlineItem item : node.children()) {
            into.add(indent + item.getTitle());
            outline(item, indent + " ", into);
        }
    }

    @Test
    void theWordsAreThereInTheirOrder() throws IOException {
        vault.notes()
                .write(
                        "Folder/Note",
                        "---\nstatus: open\n---\nAn *efficient* **official** in the `office`, ~~gone~~"
                                + " and ==marked==. #tag\n\n- one\n- [ ] open\n- [x] done\n\n"
                                + "| A | B |\n|---|---|\n| c | d |\n\n> [!warning]\n> Take care.\n\n"
                                + "```java\nint n = 42; // why\n```\n\nText[^1]\n\n[^1]: The footnote.\n");
        FidelityReport report = export();
        assertEquals(1, report.notes());
        assertEquals(List.of(), report.changed());
        assertEquals(
                "Note status open An efficient official in the office , gone and marked. #tag"
                        + " one ☐ open ☑ done A B c d Warning Take care. int n = 42; // why Text1"
                        + " 1 The footnote. 1 / 1",
                words("Folder/Note.pdf"));
    }

    @Test
    void linksLeadBetweenFilesAndToHeadings() throws IOException {
        vault.notes()
                .write(
                        "F/From",
                        "[[To]] [[To#Zweite Überschrift]] [[To#^block]] [[#Here]] [w](https://e.org/a?b=c)"
                                + " [[Nothing]] [m](mailto:a@e.org)\n\n# Here\n");
        vault.notes().write("To", "# First\n\ntext ^block\n\n## Zweite Überschrift\n\nend\n");
        export();
        try (PDDocument from = pdf("F/From.pdf");
                PDDocument to = pdf("To.pdf")) {
            List<String> led = new ArrayList<>();
            for (PDAnnotationLink link : links(from)) {
                led.add(lead(link));
            }
            assertEquals(
                    List.of(
                            "../To.pdf at top",
                            "../To.pdf at zweite-%C3%BCberschrift",
                            "../To.pdf at %5Eblock",
                            "here",
                            "https://e.org/a?b=c",
                            "mailto:a@e.org"),
                    led);
            var names = to.getDocumentCatalog().getNames().getDests().getNames();
            assertEquals(
                    new TreeSet<>(
                            List.of("%5Eblock", "first", "vault-title", "zweite-%C3%BCberschrift")),
                    new TreeSet<>(names.keySet()));
            List<String> outline = new ArrayList<>();
            outline(to.getDocumentCatalog().getDocumentOutline(), "", outline);
            assertEquals(List.of("To", "First", " Zweite Überschrift"), outline);
        }
        assertTrue(words("index.pdf").startsWith("Notes"), words("index.pdf"));
    }

    @Test
    void aPdfSaysWhatItIsAndIsTheSameEachTime() throws IOException {
        vault.notes().write("Größe", "text $x^2$ and `code`\n");
        export();
        PdfExport.run(vault, Id.ROOT, folder.resolve("again"), Paper.A4, "en", Progress.NONE);
        assertArrayEquals(
                Files.readAllBytes(out().resolve("Größe.pdf")),
                Files.readAllBytes(folder.resolve("again/Größe.pdf")));
        try (PDDocument document = pdf("Größe.pdf")) {
            assertEquals("Größe", document.getDocumentInformation().getTitle());
            assertEquals(null, document.getDocumentInformation().getAuthor());
            assertEquals("en", document.getDocumentCatalog().getLanguage());
            PDRectangle page = document.getPage(0).getMediaBox();
            assertEquals(PDRectangle.A4.getHeight(), page.getHeight(), 1);
        }
        Path letter = folder.resolve("letter");
        PdfExport.run(vault, Id.ROOT, letter, Paper.LETTER, "en", Progress.NONE);
        try (PDDocument document =
                org.apache.pdfbox.Loader.loadPDF(letter.resolve("Größe.pdf").toFile())) {
            assertEquals(
                    PDRectangle.LETTER.getHeight(),
                    document.getPage(0).getMediaBox().getHeight(),
                    1);
        }
    }

    @Test
    void textFromRightToLeftIsInItsOrder() throws IOException {
        String arabic = "مرحبا بالعالم، هذا نص عربي مع كلمة English ورقم 123.";
        String hebrew = "שלום עולם (עם סוגריים) ומספר 45.";
        vault.notes().write("N", arabic + "\n\n" + hebrew + "\n\nthe word سلام in English\n");
        assertEquals(List.of(), export().changed());
        String words = words("N.pdf");
        assertTrue(words.contains(arabic), words);
        assertTrue(words.contains(hebrew), words);
        assertTrue(words.contains("the word سلام in English"), words);
    }

    @Test
    void lettersWithoutAFontAreNamed() throws IOException {
        vault.notes().write("N", "before \udb80\udc00 日本語 😀 after\n");
        List<FidelityReport.Line> changed = export().changed();
        assertEquals(1, changed.size(), changed.toString());
        assertTrue(changed.getFirst().why().contains("U+F0000"), changed.toString());
        assertEquals("N before \ufffd 日本語 😀 after 1 / 1", words("N.pdf"));
    }

    @Test
    void picturesAreOfTheVaultAndOthersAreNamed() throws IOException {
        vault.notes().write("N", "text\n");
        for (String kind : List.of("png", "jpg", "gif")) {
            vault.attach("N", picture("a." + kind, kind));
        }
        vault.attach("N", Files.writeString(folder.resolve("broken.png"), "no picture"));
        vault.notes()
                .write(
                        "N",
                        vault.notes().text(vault.paths().findNote("N").orElseThrow().id())
                                + "\n![far](https://example.invalid/x.png)\n");
        FidelityReport report = export();
        String changed = report.changed().toString();
        assertEquals(2, report.changed().size(), changed);
        assertTrue(changed.contains("broken.png") && changed.contains("example.invalid"), changed);
        assertEquals(4, report.attachments());
        try (PDDocument document = pdf("N.pdf")) {
            int pictures = 0;
            for (PDPage page : document.getPages()) {
                for (COSName name : page.getResources().getXObjectNames()) {
                    pictures += page.getResources().isImageXObject(name) ? 1 : 0;
                }
            }
            assertEquals(3, pictures);
        }
    }

    @Test
    void embedsShowTheirPartAndEndSomewhere() throws IOException {
        vault.notes().write("A", "see ![[B#Part]]\n");
        vault.notes().write("B", "# Other\n\nnot this\n\n# Part\n\nthis ![[A]]\n");
        export();
        String words = words("A.pdf");
        assertTrue(words.contains("this"), words);
        assertFalse(words.contains("not this"), words);
    }

    @Test
    void oneNoteIsOneFile() throws IOException {
        Id note = vault.notes().write("N", "text [[M]]\n").id();
        vault.notes().write("M", "other\n");
        Path file = folder.resolve("one.pdf");
        PdfExport.note(vault, note, file, Paper.A4, "en", Progress.NONE);
        try (PDDocument document = org.apache.pdfbox.Loader.loadPDF(file.toFile())) {
            assertEquals("N text M 1 / 1", words(document));
            assertEquals(List.of(), links(document));
        }
        assertThrows(
                VaultException.class,
                () -> PdfExport.note(vault, note, file, Paper.A4, "en", Progress.NONE));
    }

    @Test
    void aFolderGoesAlone() throws IOException {
        vault.notes().write("F/In/Deep", "deep [[Top]]\n");
        vault.notes().write("Top", "top\n");
        Id root = vault.paths().findFolder("F").orElseThrow();
        assertEquals(1, PdfExport.run(vault, root, out(), Paper.A4, "en", Progress.NONE).notes());
        assertEquals("Deep deep Top 1 / 1", words("In/Deep.pdf"));
    }

    @Test
    void aStoppedExportLeavesNothing() {
        for (int i = 0; i < 5; i++) {
            vault.notes().write("N" + i, "text\n\n".repeat(50));
        }
        int[] asked = {0};
        Progress stopping =
                (what, done, total) -> {
                    if (done >= 1 && ++asked[0] > 3) {
                        throw new CancellationException("enough");
                    }
                };
        assertThrows(
                CancellationException.class,
                () -> PdfExport.run(vault, Id.ROOT, out(), Paper.A4, "en", stopping));
        assertFalse(Files.exists(out()));
    }
}
