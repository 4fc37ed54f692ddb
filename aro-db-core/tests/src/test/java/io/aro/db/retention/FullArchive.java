package io.aro.db.retention;

import io.aro.db.archive.ArchiveException;
import io.aro.db.archive.ArchiveSink;
import io.aro.db.archive.SegmentWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** An archive with a full disk at the sync of a segment. */
final class FullArchive {

    private FullArchive() {}

    static ArchiveSink over(ArchiveSink archive) {
        return proxy(ArchiveSink.class, archive);
    }

    private static <T> T proxy(Class<T> type, T original) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().equals("prepare")) {
                        throw new ArchiveException("No space left on device.", null);
                    }
                    try {
                        @Nullable Object result = method.invoke(original, arguments);
                        return result instanceof SegmentWriter writer ? proxy(SegmentWriter.class, writer) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
