package app.vaultnotes.vault;

/** Somebody is told of something, until this is closed. */
public interface Listening extends AutoCloseable {
    @Override
    void close();
}
