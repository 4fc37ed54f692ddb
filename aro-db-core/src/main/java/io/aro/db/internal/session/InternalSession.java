package io.aro.db.internal.session;

import io.aro.db.error.TransactionMisuseException;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.repository.Session;

/** A session with the operations for the library's own packages. */
public sealed interface InternalSession extends Session permits DatabaseSession, TransactionSession {

    /**
     * Returns the session of a repository as an internal session.
     *
     * @throws TransactionMisuseException if the session is not an implementation of the library
     */
    static InternalSession of(Session session) {
        if (session instanceof InternalSession known) {
            return known;
        }
        throw new TransactionMisuseException(
                "This Session is an implementation of your own; use AroDatabase.session() or Transaction.session().");
    }

    /** Returns the dialect of the session's engine. */
    Dialect dialect();

    /** Returns the current time as a SQL expression, consistent across several machines. */
    SqlClock time();
}
