package app.vaultnotes.desktop.spelling;

import java.nio.file.Path;

/**
 * A Hunspell dictionary on this device.
 *
 * @param tag the tag of its language
 * @param rules its {@code .aff} file
 * @param words its {@code .dic} file
 */
public record FoundDictionary(String tag, Path rules, Path words) {}
