package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import app.vaultnotes.document.Names;
import app.vaultnotes.document.Trashed;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What lists and search show of a document after an edit. */
public sealed interface Projection {

    /** Nothing that is shown changed. */
    record Unchanged() implements Projection {}

    /**
     * The document changed, and what is shown of it lags until {@link Note} follows. Kept with the
     * change, so that a crash in between is noticed; readers catch up first.
     *
     * @param updatedMillis when the note was last edited
     */
    record Stale(long updatedMillis) implements Projection {}

    /**
     * A note as it is.
     *
     * @param state title, folder and dates
     * @param text the exact text
     * @param content what the analysis found in it
     */
    record Note(NoteState state, String text, NoteContent content) implements Projection {}

    /**
     * A note whose place, title or trash mark changed and whose text did not.
     *
     * @param state title, folder and dates
     */
    record NoteMoved(NoteState state) implements Projection {}

    /** A file as it is. */
    record File(FileState state) implements Projection {}

    /**
     * The folder tree as it is.
     *
     * @param changed folders that are new or changed
     * @param removed folders that are gone for good
     * @param shelves for each folder whose content is now listed elsewhere: where (a folder in the
     *     trash lists its living content in its nearest living ancestor)
     */
    record Tree(List<FolderState> changed, List<Id> removed, Map<Id, Id> shelves)
            implements Projection {
        /** Copies the collections. */
        public Tree {
            changed = List.copyOf(changed);
            removed = List.copyOf(removed);
            shelves = Map.copyOf(shelves);
        }
    }

    /**
     * What is listed of a note without its text.
     *
     * @param id the note
     * @param title the title, as edited
     * @param titleKey the title as names are compared: NFC, case folded
     * @param fileName the file name of the source, where it is not {@code title + ".md"}
     * @param folder the folder the note says it is in
     * @param shelf the folder it is listed in
     * @param createdMillis when it was made
     * @param updatedMillis when it was last edited
     * @param trashed its trash mark, if it holds
     * @param bookmarked whether it is bookmarked
     * @param sourceBlob hash of the original bytes, where they are no UTF-8 and still stand
     */
    record NoteState(
            Id id,
            String title,
            String titleKey,
            Optional<String> fileName,
            Id folder,
            Id shelf,
            long createdMillis,
            long updatedMillis,
            Optional<Trashed> trashed,
            boolean bookmarked,
            Optional<BlobHash> sourceBlob) {

        /** What its file is called. */
        public String file() {
            return fileName.orElse(Names.fileName(title));
        }
    }

    /**
     * What the analysis found in a note's text.
     *
     * @param aliases other names
     * @param searchText what a reader sees, for search and snippets
     * @param links links and embeds, in order
     * @param tags tags as written, without {@code #}
     * @param tasks tasks, in order
     * @param properties front-matter properties as text; a list has several entries of one key
     * @param words number of words
     * @param whole whether all of the text was analysed; else its end was taken for plain text
     */
    record NoteContent(
            List<String> aliases,
            String searchText,
            List<Link> links,
            List<String> tags,
            List<Task> tasks,
            List<Property> properties,
            int words,
            boolean whole) {}

    /**
     * A link or embed inside the vault.
     *
     * @param target the decoded path as written, without heading
     * @param nameKey the last segment without {@code .md}, as names are compared
     * @param embed whether it is an embed
     * @param standard whether it is written {@code [text](target)}, not {@code [[target]]}
     * @param start offset of the link in the text
     */
    record Link(String target, String nameKey, boolean embed, boolean standard, int start) {}

    /**
     * A task.
     *
     * @param done whether it is ticked
     * @param text its text
     * @param start offset of the task in the text
     */
    record Task(boolean done, String text, int start) {}

    /**
     * A front-matter property.
     *
     * @param key its name
     * @param value its value as text
     */
    record Property(String key, String value) {}

    /**
     * A file as it is.
     *
     * @param id the file
     * @param name its name with extension
     * @param nameKey the name as names are compared
     * @param folder the folder it says it is in
     * @param shelf the folder it is listed in
     * @param blob hash of its bytes
     * @param size bytes
     * @param mime media type
     * @param modifiedMillis when its bytes last changed
     * @param trashed its trash mark
     */
    record FileState(
            Id id,
            String name,
            String nameKey,
            Id folder,
            Id shelf,
            BlobHash blob,
            long size,
            String mime,
            long modifiedMillis,
            Optional<Trashed> trashed) {}

    /**
     * A folder as it is.
     *
     * @param id the folder
     * @param name its name
     * @param nameKey the name as names are compared
     * @param parent the folder it lies in after cycles were resolved
     * @param createdMillis when it was made
     * @param trashed its trash mark
     */
    record FolderState(
            Id id,
            String name,
            String nameKey,
            Id parent,
            long createdMillis,
            Optional<Trashed> trashed) {}
}
