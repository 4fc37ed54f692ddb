package io.aro.db.retention;

import io.aro.db.archive.Segment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A damage to the files of a prepared segment. */
enum Harm {
    NO_DATA {
        @Override
        void come(Path data, Path manifest, Path lock) throws IOException {
            Files.delete(data);
        }
    },
    SHORTER_DATA {
        @Override
        void come(Path data, Path manifest, Path lock) throws IOException {
            try (FileChannel channel = FileChannel.open(data, StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() / 2);
            }
        }
    },
    OTHER_BYTES {
        @Override
        void come(Path data, Path manifest, Path lock) throws IOException {
            try (FileChannel channel = FileChannel.open(data, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), channel.size() / 2);
            }
        }
    },
    LINK_FOR_DATA {
        @Override
        void come(Path data, Path manifest, Path lock) throws IOException {
            Path elsewhere = data.resolveSibling("elsewhere");
            Files.move(data, elsewhere, StandardCopyOption.REPLACE_EXISTING);
            Files.createSymbolicLink(data, elsewhere);
        }
    },
    EQUAL_COPY_OF_DATA {
        @Override
        void come(Path data, Path manifest, Path lock) throws IOException {
            Path copy = Files.copy(data, data.resolveSibling("copy"));
            Files.move(copy, data, StandardCopyOption.REPLACE_EXISTING);
        }
    },
    NO_MANIFEST {
        @Override
        void come(Path data, Path manifest, Path lock) throws IOException {
            Files.delete(manifest);
        }
    },
    NO_LOCK {
        @Override
        void come(Path data, Path manifest, Path lock) throws IOException {
            Files.delete(lock);
        }
    },
    OTHER_LOCK {
        @Override
        void come(Path data, Path manifest, Path lock) throws IOException {
            Files.delete(lock);
            Files.createFile(lock);
        }
    };

    /** Damages the files of a segment. */
    void come(Path archive, Segment segment) {
        Path folder = archive.resolve(segment.source());
        try {
            come(
                    folder.resolve(segment.id() + ".jsonl.gz.pending"),
                    folder.resolve(segment.id() + ".json.pending"),
                    folder.resolve(segment.id() + ".lock"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    abstract void come(Path data, Path manifest, Path lock) throws IOException;
}
