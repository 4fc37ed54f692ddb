package io.aro.db.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A cipher for whole files, implemented by {@link TinkStreamCipher}.
 *
 * <p>Implementations must be thread-safe, use constant memory, and authenticate the address as associated data. Streams
 * must return only authenticated bytes and detect truncation.
 */
public interface StreamCipher {

    /**
     * Returns a sealing stream; its {@code close} completes the file and closes the underlying stream.
     *
     * @param file the target of the sealed bytes
     * @param address the address to authenticate
     * @throws IOException if the header cannot be written
     */
    OutputStream seal(OutputStream file, FileAddress address) throws IOException;

    /**
     * Returns a stream of the opened content; its {@code close} closes the underlying stream.
     *
     * <p>Reads throw {@link IOException} for a changed or truncated file, and for another key or address.
     *
     * @param file the source of the sealed bytes
     * @param address the address of the sealing
     * @throws IOException if the file cannot be read
     */
    InputStream open(InputStream file, FileAddress address) throws IOException;
}
