/**
 * The rules byte for byte that a device and a relay both check: records and how they are chained,
 * what is signed and how, limits. Nothing here reads a payload.
 */
@NullMarked
package app.vaultnotes.wire;

import org.jspecify.annotations.NullMarked;
