package app.vaultnotes.cli;

import app.vaultnotes.vault.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Takes pictures of the app's screens. The program that has screens adds it as a service. */
public interface Tour {

    /**
     * What to take pictures of.
     *
     * @param home an empty folder to work in
     * @param dark whether in the dark theme
     * @param vault a copy of the vault that is to be shown; a sample when there is none
     */
    record Wish(Path home, boolean dark, Optional<Path> vault) {}

    /** The names of the pictures' files, in the order in which they are taken. */
    List<String> names();

    /**
     * Takes the pictures.
     *
     * @param into a folder that is there; files of the same names are overwritten
     * @return the names of those that were taken: what a vault has nothing of is left out
     * @throws IOException when the folder cannot be written to or a screen does not show
     */
    List<String> take(Path into, Wish wish, Progress progress) throws IOException;
}
