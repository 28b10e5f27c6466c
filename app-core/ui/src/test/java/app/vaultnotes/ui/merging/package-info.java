/** Tests of what a person sees of merges. */
@org.jspecify.annotations.NullMarked
package app.vaultnotes.ui.merging;
