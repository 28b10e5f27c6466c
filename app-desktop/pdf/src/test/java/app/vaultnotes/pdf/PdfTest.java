package app.vaultnotes.pdf;

import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.DeviceIdentity;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.importing.FidelityReport;
import app.vaultnotes.vault.store.SqliteStore;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A vault whose notes become PDFs in the folder {@code out}. */
abstract class PdfTest {

    @TempDir Path folder;
    Vault vault;

    @BeforeEach
    void open() {
        Path place = folder.resolve("vault");
        SqliteStore.create(place, Id.random()).close();
        vault =
                Vault.open(
                        SqliteStore.open(place),
                        new JavaEngine(),
                        Clock.fixed(Instant.parse("2026-11-24T09:00:00Z"), ZoneOffset.UTC),
                        new DeviceIdentity(folder.resolve("state"), "device"));
    }

    @AfterEach
    void close() {
        vault.close();
    }

    Path out() {
        return folder.resolve("out");
    }

    FidelityReport export() throws IOException {
        return export(out());
    }

    FidelityReport export(Path to) throws IOException {
        return PdfExport.run(vault, Id.ROOT, to, Paper.A4, "en", Progress.NONE);
    }

    PDDocument pdf(String path) throws IOException {
        return Loader.loadPDF(out().resolve(path).toFile());
    }

    /** All that a reader could select, with single spaces between the words. */
    String words(String path) throws IOException {
        try (PDDocument document = pdf(path)) {
            return words(document);
        }
    }

    static String words(PDDocument document) throws IOException {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setSortByPosition(true);
        return stripper.getText(document).strip().replaceAll("\\s+", " ");
    }

    Path picture(String name, String format) throws IOException {
        BufferedImage image = new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(0x1788a0));
        graphics.fillOval(20, 20, 280, 160);
        graphics.dispose();
        File file = Files.createDirectories(folder.resolve("from")).resolve(name).toFile();
        if (!ImageIO.write(image, format, file)) {
            throw new IOException("no writer for " + format);
        }
        return file.toPath();
    }
}
