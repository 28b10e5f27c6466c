/** Benchmarks that print ratios to a baseline measured in the same run. */
@NullMarked
package app.vaultnotes.cli.bench;

import org.jspecify.annotations.NullMarked;
