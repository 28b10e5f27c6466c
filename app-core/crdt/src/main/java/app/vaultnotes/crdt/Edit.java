package app.vaultnotes.crdt;

/** How what a document shows changed in one place. */
public sealed interface Edit permits TextEdit, MapEdit {}
