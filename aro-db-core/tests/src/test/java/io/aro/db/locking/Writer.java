package io.aro.db.locking;

import io.aro.db.AroDatabase;

/**
 * A call that writes to the rows of a scene.
 *
 * @param name class and method, with the use in brackets if there are several
 * @param work the call, which commits itself
 */
record Writer(String name, Work work) {

    /** The call. */
    @FunctionalInterface
    interface Work {

        void write(AroDatabase db, Scene scene) throws Exception;
    }

    @Override
    public String toString() {
        return name;
    }
}
