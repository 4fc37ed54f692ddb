package io.aro.db.refusal;

import io.aro.db.error.AroDatabaseException;
import java.util.Locale;

/** Thrown when a stored JSON document does not match the type requested by the caller; never quotes the document. */
public final class DocumentMismatchException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    private final String document;

    /**
     * Creates the exception.
     *
     * @param document the name of the document with the id of its row, such as {@code data of event 0189…}
     * @param type the simple name of the requested type
     */
    public DocumentMismatchException(String document, String type) {
        super(
                String.format(
                        Locale.ROOT,
                        "The %s does not fit the type %s; read it as the type of its writer.",
                        document,
                        type),
                null);
        this.document = document;
    }

    /** Returns the name of the document with the id of its row. */
    public String document() {
        return document;
    }
}
