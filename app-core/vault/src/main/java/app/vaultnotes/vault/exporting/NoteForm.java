package app.vaultnotes.vault.exporting;

import app.vaultnotes.document.markdown.Link;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Item;
import java.util.List;
import java.util.Optional;

/** What notes become in an export that does not leave them Markdown. */
public interface NoteForm {

    /** What is said of a note whose Markdown was read in part. */
    String UNREAD = "it has too many marks; from some place on it is plain text there";

    /** The extension of the files, with its dot. */
    String extension();

    /**
     * Makes a file of a note.
     *
     * @param goesOn to be called now and then; it throws when the work is to stop
     */
    Made note(Catalogue.NoteRow note, Places places, Runnable goesOn);

    /**
     * Makes the file that leads to all notes.
     *
     * @param list their titles as nested lists of HTML, each a link
     */
    Made index(String list);

    /** Where things go in the export. */
    interface Places {

        /** What a link leads to. */
        Optional<Item> item(Catalogue.NoteRow from, Link link);

        /** The address of an item in the export, as seen from a note's file. */
        Optional<String> address(Catalogue.NoteRow from, Item item);
    }

    /** What became of a note. */
    sealed interface Made permits File, LeftOut {}

    /**
     * A file.
     *
     * @param bytes all of it, not to be changed
     * @param changes what looks other than in the note, in words
     */
    record File(byte[] bytes, List<String> changes) implements Made {}

    /**
     * Nothing.
     *
     * @param why in words
     */
    record LeftOut(String why) implements Made {}
}
