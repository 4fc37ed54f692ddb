package io.aro.db.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is one step of a sequence. */
sealed interface Operation {

    /** Is a call of a repository, which an engine and the model answer alike. */
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

        /** Asks the model what the repository should answer. */
        @Nullable
        Object on(Model model, Known known);
    }

    /** Runs its parts in a transaction, or in a savepoint if one is open, and throws at the end or not. */
    @Weight(12)
    record Together(List<Operation> parts, boolean givesUp) implements Operation {}

    /** Lets time pass. */
    @Weight(12)
    record Advance(int later) implements Operation {}

    /** Says how often an operation is generated; one without it has the weight 4, and one of weight 0 is not generated. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Weight {

        int value();
    }
}
