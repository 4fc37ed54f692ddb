package io.aro.db.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step of a sequence. */
sealed interface Operation {

    /** A call of a repository, with equal answers of an engine and the model. */
    sealed interface Call extends Operation
            permits AppointmentCall,
                    AppointmentQuery,
                    ConfigCall,
                    ConsentCall,
                    CustomerCall,
                    CustomerQuery,
                    DeadLetterCall,
                    EventCall,
                    Inspection,
                    ReminderCall,
                    WorkflowCall {

        /** Calls the repository. */
        @Nullable
        Object on(Repositories db, Known known);

        /** Returns the required answer of the model. */
        @Nullable
        Object on(Model model, Known known);
    }

    /** Parts in a transaction, or in a savepoint of an open transaction, with or without an exception at the end. */
    @Weight(12)
    record Together(List<Operation> parts, boolean givesUp) implements Operation {}

    /** A step forward in time. */
    @Weight(12)
    record Advance(int later) implements Operation {}

    /** Returns the weight of an operation: 4 by default; 0 excludes the operation. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Weight {

        int value();
    }
}
