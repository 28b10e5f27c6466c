/** Tests of where blobs are kept: one contract for folders and for S3, and what each adds. */
@NullMarked
package app.vaultnotes.relay.blob;

import org.jspecify.annotations.NullMarked;
