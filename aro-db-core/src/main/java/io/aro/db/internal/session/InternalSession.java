package io.aro.db.internal.session;

import io.aro.db.error.TransactionMisuseException;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.repository.Session;

/** A session as the library's own rooms use it. */
public sealed interface InternalSession extends Session permits DatabaseSession, TransactionSession {

    /**
     * Returns a session that was given to a repository.
     *
     * @throws TransactionMisuseException if the library has not made it
     */
    static InternalSession of(Session session) {
        if (session instanceof InternalSession known) {
            return known;
        }
        throw new TransactionMisuseException(
                "This Session is an implementation of your own; use AroDatabase.session() or Transaction.session().");
    }

    /** Returns the dialect of the engine that the statements run on. */
    Dialect dialect();

    /** Returns the current time as a SQL expression, for times that several machines must agree on. */
    SqlClock time();
}
