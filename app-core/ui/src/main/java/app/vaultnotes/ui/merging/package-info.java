/** Notes that were merged while nobody looked, as a person looks at them and chooses. */
@NullMarked
package app.vaultnotes.ui.merging;

import org.jspecify.annotations.NullMarked;
