package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.Selection;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;

/** What comes in by paste and drop: files, pictures, rich text. */
final class Incoming {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HHmmss", Locale.ROOT);

    private static final int MOST_PIXELS = 100_000_000;

    private final LiveArea area;
    private final NoteEditor.Desk desk;

    Incoming(LiveArea area, NoteEditor.Desk desk) {
        this.area = area;
        this.desk = desk;
    }

    /** Files are dragged over the area. */
    void dragged(DragEvent e) {
        if (e.getDragboard().hasFiles() && area.isEditable()) {
            e.acceptTransferModes(TransferMode.COPY);
            e.consume();
        }
    }

    /** They are dropped where the pointer is. */
    void dropped(DragEvent e) {
        area.caretTo(e.getX(), e.getY());
        e.setDropCompleted(take(e.getDragboard()));
        e.consume();
    }

    /** Takes what a clipboard or a drop holds; says whether it was more than plain text. */
    boolean take(Clipboard board) {
        if (!area.isEditable()) {
            return false;
        }
        if (board.hasFiles()) {
            files(board.getFiles());
            return true;
        }
        if (board.hasHtml()) {
            Optional<String> markdown = HtmlMarkdown.of(board.getHtml());
            markdown.ifPresent(this::insert);
            return markdown.isPresent();
        }
        Image image = board.hasImage() && !board.hasString() ? board.getImage() : null;
        if (image != null) {
            picture(image);
            return true;
        }
        return board.hasString() && link(board.getString().strip());
    }

    /** An address over selected words makes a link of them. */
    private boolean link(String address) {
        Selection at = area.selected();
        int from = at.start();
        int to = at.end();
        if (from == to || !address.matches("https?://\\S{1,4000}")) {
            return false;
        }
        String words = area.live().text(from, to);
        if (words.indexOf('\n') >= 0) {
            return false;
        }
        String safe = address.replace("(", "%28").replace(")", "%29");
        area.edit(from, to - from, "[" + words + "](" + safe + ")");
        return true;
    }

    private void insert(String markdown) {
        Selection at = area.selected();
        int from = at.start();
        String text = markdown.replace("\n", area.lineEnd());
        area.edit(from, at.end() - at.start(), text);
    }

    private void files(List<File> files) {
        for (File file : files) {
            desk.keep(file.toPath(), embed -> insert(embed + area.lineEnd()));
        }
    }

    private void picture(Image image) {
        if (image.getWidth() * image.getHeight() > MOST_PIXELS) {
            return;
        }
        String name =
                desk.words("paste.name", NAME.format(LocalDateTime.now(ZoneId.systemDefault())));
        CompletableFuture<Void> _ =
                CompletableFuture.supplyAsync(() -> written(image, name))
                        .handle((file, failure) -> {
                            Platform.runLater(() -> {
                                if (failure == null) {
                                    keep(file);
                                } else {
                                    desk.failed(new IOException(failure));
                                }
                            });
                            return null;
                        });
    }

    /** The file that a picture was written to; away from the JavaFX thread. */
    private static Path written(Image image, String name) {
        try {
            Path file = Files.createTempDirectory("vaultnotes-paste").resolve(name + ".png");
            AwtPictures.write(image, BufferedImage.TYPE_INT_ARGB, file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keep(Path file) {
        desk.keep(
                file,
                embed -> {
                    insert(embed + area.lineEnd());
                    file.toFile().delete();
                    file.resolveSibling("").toFile().delete();
                });
    }
}
