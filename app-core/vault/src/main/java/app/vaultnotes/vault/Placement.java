package app.vaultnotes.vault;

import app.vaultnotes.document.Id;

/**
 * Where something was and what it was called from a moment on.
 *
 * @param atMillis since when, by the writer's clock
 * @param title its title or name
 * @param folder the folder it lay in
 * @param trashed whether it lay in the trash
 */
public record Placement(long atMillis, String title, Id folder, boolean trashed) {}
