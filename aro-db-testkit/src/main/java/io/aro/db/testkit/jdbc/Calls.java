package io.aro.db.testkit.jdbc;

import io.aro.db.testkit.jdbc.JdbcCall.Kind;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Makes calls by reflection, and tells by the name of a method what a call of it does. */
final class Calls {

    private Calls() {}

    /** Makes the call, and throws what the method throws. */
    static @Nullable Object invoke(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            switch (e.getTargetException()) {
                case SQLException refused -> throw refused;
                case RuntimeException failed -> throw failed;
                case Error error -> throw error;
                default -> throw new IllegalStateException(e.getTargetException());
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns nothing for a method that sends nothing and frees nothing. */
    static @Nullable Kind kindOf(Object target, String method, @Nullable Object @Nullable [] arguments) {
        return switch (target) {
            case Connection connection -> ofConnection(method, arguments);
            case Statement statement -> ofStatement(method);
            case DataSource source -> method.equals("getConnection") ? Kind.CONNECT : null;
            default -> null;
        };
    }

    private static @Nullable Kind ofConnection(String method, @Nullable Object @Nullable [] arguments) {
        return switch (method) {
            case "createStatement", "prepareStatement", "prepareCall" -> Kind.PREPARE;
            case "setAutoCommit" -> arguments != null && Boolean.FALSE.equals(arguments[0]) ? Kind.BEGIN : Kind.END;
            case "commit" -> Kind.COMMIT;
            case "rollback" -> arguments == null ? Kind.ROLLBACK : Kind.ROLLBACK_TO_SAVEPOINT;
            case "close", "abort" -> Kind.CLOSE_CONNECTION;
            default -> null;
        };
    }

    private static @Nullable Kind ofStatement(String method) {
        if (method.startsWith("execute")) {
            return Kind.EXECUTE;
        }
        return method.equals("close") ? Kind.CLOSE_STATEMENT : null;
    }
}
