package app.vaultnotes.vault;

import java.util.Locale;
import java.util.Map;

/** Media types by file extension: what a note taker attaches; the same on every platform. */
final class MediaTypes {

    private static final String UNKNOWN = "application/octet-stream";

    private static final Map<String, String> BY_EXTENSION =
            Map.ofEntries(
                    Map.entry("png", "image/png"),
                    Map.entry("jpg", "image/jpeg"),
                    Map.entry("jpeg", "image/jpeg"),
                    Map.entry("gif", "image/gif"),
                    Map.entry("webp", "image/webp"),
                    Map.entry("avif", "image/avif"),
                    Map.entry("bmp", "image/bmp"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("heic", "image/heic"),
                    Map.entry("pdf", "application/pdf"),
                    Map.entry("mp3", "audio/mpeg"),
                    Map.entry("m4a", "audio/mp4"),
                    Map.entry("ogg", "audio/ogg"),
                    Map.entry("opus", "audio/ogg"),
                    Map.entry("wav", "audio/wav"),
                    Map.entry("flac", "audio/flac"),
                    Map.entry("mp4", "video/mp4"),
                    Map.entry("mov", "video/quicktime"),
                    Map.entry("webm", "video/webm"),
                    Map.entry("txt", "text/plain"),
                    Map.entry("csv", "text/csv"),
                    Map.entry("html", "text/html"),
                    Map.entry("css", "text/css"),
                    Map.entry("json", "application/json"),
                    Map.entry("canvas", "application/json"),
                    Map.entry("zip", "application/zip"),
                    Map.entry(
                            "docx",
                            "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
                    Map.entry(
                            "xlsx",
                            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                    Map.entry(
                            "pptx",
                            "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
                    Map.entry("epub", "application/epub+zip"));

    private MediaTypes() {}

    /** The media type that a file name's extension stands for. */
    static String of(String fileName) {
        String extension =
                fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_EXTENSION.getOrDefault(extension, UNKNOWN);
    }
}
