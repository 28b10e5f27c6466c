package app.vaultnotes.relay.blob;

import app.vaultnotes.relay.blob.S3Pieces.Piece;
import java.io.InputStream;
import java.util.Iterator;

/** The bytes of an upload, piece after piece, of which one is in memory. */
final class S3PieceStream extends InputStream {

    /** How a piece is read from an offset of the upload to its end; returns how many bytes. */
    interface Reading {
        int read(Piece piece, long offset, byte[] buffer);
    }

    private final Iterator<Piece> rest;
    private final Reading reading;
    private final byte[] buffer = new byte[Limits.PART_BYTES];
    private long end;
    private int position;
    private int filled;

    S3PieceStream(S3Pieces pieces, Reading reading) {
        this.rest = pieces.chain().iterator();
        this.reading = reading;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (position == filled && !next()) {
            return -1;
        }
        int count = Math.min(length, filled - position);
        System.arraycopy(buffer, position, bytes, offset, count);
        position += count;
        return count;
    }

    private boolean next() {
        if (!rest.hasNext()) {
            return false;
        }
        Piece piece = rest.next();
        filled = reading.read(piece, end, buffer);
        position = 0;
        end = piece.end();
        return true;
    }
}
