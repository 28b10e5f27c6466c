package app.vaultnotes.crdt;

import java.util.Arrays;

/** What can stand in a map or list of a document. */
public sealed interface Value {

    /** Nothing, said explicitly. */
    record Null() implements Value {}

    /** True or false. */
    record Bool(boolean value) implements Value {}

    /** A signed whole number. Every engine takes 32 bits. */
    record Int(long value) implements Value {}

    /**
     * A whole number that is never negative: 64 bits without a sign, so that a negative long stands
     * for one from 2^63 on. Every engine takes 31 bits.
     */
    record Uint(long value) implements Value {}

    /** A floating-point number. */
    record Real(double value) implements Value {}

    /** A string that is replaced as a whole. */
    record Str(String value) implements Value {}

    /** A moment, in milliseconds since 1970-01-01 UTC. */
    record Timestamp(long epochMillis) implements Value {}

    /** A number that concurrent increments add up in. */
    record Counter(long value) implements Value {}

    /** A map stands here. */
    record MapObject() implements Value {}

    /** A text stands here. */
    record TextObject() implements Value {}

    /** A list stands here. */
    record ListObject() implements Value {}

    /** Bytes that are replaced as a whole. */
    final class Bytes implements Value {
        private final byte[] bytes;

        /** Copies the bytes. */
        public Bytes(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        /** A copy of the bytes. */
        public byte[] toByteArray() {
            return bytes.clone();
        }

        /** How many bytes. */
        public int size() {
            return bytes.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Bytes[" + bytes.length + "]";
        }
    }
}
