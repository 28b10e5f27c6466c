package app.vaultnotes.pdf;

import app.vaultnotes.document.Id;
import app.vaultnotes.document.markdown.Link;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Item;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.exporting.Export;
import app.vaultnotes.vault.exporting.NoteForm;
import app.vaultnotes.vault.importing.FidelityReport;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Writes notes as PDF. */
public final class PdfExport {

    private PdfExport() {}

    /**
     * Exports a folder with all that is in it: a PDF for each note, attachments beside.
     *
     * @param root the folder; the vault's root for all of it
     * @param destination a folder that is missing or empty
     * @param language of the notes, such as {@code de}
     * @throws VaultException when it stopped; then what was written is gone
     */
    public static FidelityReport run(
            Vault vault, Id root, Path destination, Paper paper, String language, Progress progress)
            throws IOException {
        return Export.pages(
                vault, root, destination, new PdfForm(vault, paper, language), progress);
    }

    /**
     * Exports one note; links to others lead nowhere.
     *
     * @param file a file that is missing
     */
    public static FidelityReport note(
            Vault vault, Id note, Path file, Paper paper, String language, Progress progress)
            throws IOException {
        vault.catchUp();
        Catalogue.NoteRow row =
                vault.catalogue()
                        .note(note)
                        .orElseThrow(() ->
                                new VaultException(
                                        VaultException.Code.NOT_FOUND, "The note is gone.", ""));
        FidelityReport.Builder report = new FidelityReport.Builder();
        String path = vault.paths().of(row);
        NoteForm form = new PdfForm(vault, paper, language);
        switch (form.note(row, new Nowhere(vault), () -> progress.report("files", 0, 1))) {
            case NoteForm.File made -> {
                write(file, made.bytes());
                made.changes().forEach(why -> report.changed(path, why));
                report.note();
            }
            case NoteForm.LeftOut out -> report.skipped(path, out.why());
        }
        progress.report("files", 1, 1);
        return report.build();
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try {
            Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new VaultException(
                    VaultException.Code.EXISTS,
                    "There is something at " + file + " already.",
                    "Choose a new name: an export overwrites nothing.",
                    e);
        } catch (IOException e) {
            Files.deleteIfExists(file); // half a file looks like a whole one
            throw e;
        }
    }

    /** Around a single file there is nothing that a link could lead to. */
    private record Nowhere(Vault vault) implements NoteForm.Places {
        @Override
        public Optional<Item> item(Catalogue.NoteRow from, Link link) {
            return vault.links().resolve(link.path(), from.state().shelf(), link.standard());
        }

        @Override
        public Optional<String> address(Catalogue.NoteRow from, Item item) {
            return Optional.empty();
        }
    }
}
