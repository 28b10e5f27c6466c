/** Tests of what measures. */
@NullMarked
package app.vaultnotes.cli.bench;

import org.jspecify.annotations.NullMarked;
