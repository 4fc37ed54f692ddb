package io.aro.db.testkit.jdbc;

import java.lang.reflect.Method;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Is one value given to a prepared statement, and the setter that took it. */
record Binding(Method setter, List<@Nullable Object> arguments) {

    /** Returns the value that the call gives to the statement, or nothing if it gives none. */
    static @Nullable Binding of(Object target, Method method, @Nullable Object @Nullable [] arguments) {
        boolean isSetter = target instanceof PreparedStatement
                && method.getName().startsWith("set")
                && method.getParameterCount() > 1
                && method.getParameterTypes()[0] == int.class;
        return isSetter && arguments != null ? new Binding(method, Arrays.asList(arguments.clone())) : null;
    }

    /** Returns which parameter of the statement it is for. */
    Object parameter() {
        return Objects.requireNonNull(arguments.get(0));
    }

    void applyTo(PreparedStatement statement) throws SQLException {
        Calls.invoke(statement, setter, arguments.toArray());
    }
}
