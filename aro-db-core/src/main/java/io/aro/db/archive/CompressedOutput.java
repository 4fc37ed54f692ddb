package io.aro.db.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** A stream that compresses, whose memory outside of the heap can be given back without writing what is left in it. */
final class CompressedOutput extends GZIPOutputStream {

    CompressedOutput(OutputStream file, int buffer) throws IOException {
        super(file, buffer);
    }

    /** Gives the memory back; once more changes nothing. */
    void end() {
        def.end();
    }
}
