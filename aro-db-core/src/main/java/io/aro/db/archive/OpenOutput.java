package io.aro.db.archive;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A stream into one that stays open, since it is synchronised once this one is complete. */
final class OpenOutput extends FilterOutputStream {

    OpenOutput(OutputStream file) {
        super(file);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
