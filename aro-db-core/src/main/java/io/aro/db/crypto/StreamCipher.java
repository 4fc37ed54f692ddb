package io.aro.db.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A cipher of the content of files; {@link TinkStreamCipher} implements it.
 *
 * <p>An implementation must be safe for several threads, need the same memory for each size, and authenticate the address as
 * associated data. It must hand out no byte that it has not authenticated, and tell an end that was cut off from the end.
 */
public interface StreamCipher {

    /**
     * Returns a stream that seals its input; closing it completes the file and closes the underlying stream.
     *
     * @throws IOException if the head cannot be written
     */
    OutputStream seal(OutputStream file, FileAddress address) throws IOException;

    /**
     * Returns a stream of the opened content; closing it closes the underlying stream.
     *
     * <p>A read throws {@link IOException} if the file was sealed by another key, for another address, was changed or cut
     * off.
     *
     * @throws IOException if the file cannot be read
     */
    InputStream open(InputStream file, FileAddress address) throws IOException;
}
