/**
 * Where the relay keeps bytes of attachments and snapshots: a port ({@code BlobStore}, {@code
 * Uploads}), a folder behind it and any S3 behind it. Which vault has which bytes is not known
 * here.
 */
@NullMarked
package app.vaultnotes.relay.blob;

import org.jspecify.annotations.NullMarked;
