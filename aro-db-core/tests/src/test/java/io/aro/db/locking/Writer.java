package io.aro.db.locking;

import io.aro.db.AroDatabase;

/**
 * A call that writes to the rows of a scene.
 *
 * @param name the class and the method, and in brackets the use of it if there are several
 * @param work makes the call, which commits by itself
 */
record Writer(String name, Work work) {

    /** Makes the call. */
    @FunctionalInterface
    interface Work {

        void write(AroDatabase db, Scene scene) throws Exception;
    }

    @Override
    public String toString() {
        return name;
    }
}
