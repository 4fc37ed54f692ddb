package io.aro.db.refusal;

import io.aro.db.error.AroDatabaseException;
import java.util.Locale;

/** Says that a stored JSON document is not of the type it was to be read as; the document itself is never quoted. */
public final class DocumentMismatchException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    private final String document;

    /**
     * Creates the exception.
     *
     * @param document which document it is, with the id of its row: {@code data of event 0189…}
     * @param type the simple name of the type
     */
    public DocumentMismatchException(String document, String type) {
        super(
                String.format(
                        Locale.ROOT,
                        "The %s does not fit the type %s; read it as the type it was written as.",
                        document,
                        type),
                null);
        this.document = document;
    }

    public String document() {
        return document;
    }
}
