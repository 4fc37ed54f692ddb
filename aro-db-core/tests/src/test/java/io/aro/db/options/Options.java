package io.aro.db.options;

import io.aro.db.AroDatabase;
import io.aro.db.config.BusinessRules;
import io.aro.db.connection.HostConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.ReplicaPolicy;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.connection.TimeLimits;
import io.aro.db.idempotency.IdempotencyPolicies;
import io.aro.db.idempotency.IdempotencyPolicy;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.idempotency.RequestIdentity;
import io.aro.db.migration.Migrator;
import io.aro.db.ordering.DeliveryOrderRepository;
import io.aro.db.privacy.PrivacyService;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.retention.RetentionService;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/** The options of the configuration types, with the defaults returned by their readers. */
final class Options {

    /** The configurations with defaults, by their types. */
    private static final List<Object> CONFIGURATIONS = List.of(
            SqliteConfig.file(Path.of("aro.db")),
            PostgresConfig.of("jdbc:postgresql://localhost/aro", null, null),
            HostConfig.of(SQLDialect.POSTGRES),
            TimeLimits.defaults(),
            ReplicaPolicy.defaults(),
            IdempotencyPolicies.defaults(),
            IdempotencyPolicies.defaults().fallback(),
            RetentionPolicy.defaults(),
            BusinessRules.defaults());

    /** The services with options, without readers for the defaults. */
    private static final List<Class<?>> SERVICES = List.of(
            AroDatabase.class,
            Migrator.class,
            IdempotencyService.class,
            RetentionService.class,
            PrivacyService.class,
            DeliveryOrderRepository.class);

    /** The readers of options with a different name. */
    private static final Map<String, List<String>> READERS = Map.ofEntries(
            Map.entry("withBusyTimeout", List.of("timeLimits", "lock")),
            Map.entry("withConnectionTimeout", List.of("timeLimits", "connection")),
            Map.entry("withPlaintextSecrets", List.of("cipher")),
            Map.entry("withPooled", List.of("pooling")),
            Map.entry("withMigration", List.of("migrate")),
            Map.entry("withStatementListener", List.of("statementListeners")),
            Map.entry("withFormerIdentity", List.of("formerIdentities")),
            Map.entry("withPolicy", List.of("bySource")));

    /** The readers of options with two values. */
    private static final Map<String, List<String>> PAIRS = Map.of(
            "withReplica", List.of("replicaUrl", "replicaPolicy"),
            "withBackoff", List.of("initialBackoff", "maxBackoff"),
            "withCompleted", List.of("completedVisible", "completed"));

    private Options() {}

    /** Returns the types whose options are on the page. */
    static Stream<Class<?>> types() {
        return Stream.concat(CONFIGURATIONS.stream().map(Object::getClass), SERVICES.stream());
    }

    /** Returns a table for each type. */
    static List<OptionTable> tables() throws ReflectiveOperationException {
        Map<String, OptionTable> tables = new LinkedHashMap<>();
        for (Object configuration : CONFIGURATIONS) {
            tables.put(configuration.getClass().getSimpleName(), table(configuration));
        }
        for (Class<?> service : SERVICES) {
            Map<String, String> unknown = new TreeMap<>();
            options(service).forEach(option -> unknown.put(signature(option), ""));
            tables.put(service.getSimpleName(), new OptionTable(service.getSimpleName(), unknown));
        }
        return List.copyOf(tables.values());
    }

    private static OptionTable table(Object configuration) throws ReflectiveOperationException {
        Class<?> type = configuration.getClass();
        Map<String, String> defaults = new TreeMap<>();
        List<String> read = new ArrayList<>();
        for (Method option : options(type).toList()) {
            List<String> readers = PAIRS.getOrDefault(option.getName(), List.of());
            if (readers.isEmpty()) {
                List<String> path = READERS.getOrDefault(option.getName(), List.of(reader(option)));
                defaults.put(signature(option), text(value(configuration, path)));
                read.add(path.getFirst());
            } else {
                String first = text(value(configuration, readers.subList(0, 1)));
                defaults.put(signature(option), first + ", " + text(value(configuration, readers.subList(1, 2))));
                read.addAll(readers);
            }
        }
        readers(type).filter(name -> !read.contains(name)).forEach(name -> defaults.put(name, "given"));
        return new OptionTable(type.getSimpleName(), defaults);
    }

    /** Returns the {@code with…} methods. */
    static Stream<Method> options(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().matches("with[A-Z].*"))
                .filter(method -> method.getReturnType() == type && !Modifier.isStatic(method.getModifiers()));
    }

    private static Stream<String> readers(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getParameterCount() == 0 && method.getReturnType() != type)
                .filter(method -> !method.isSynthetic())
                .map(Method::getName)
                .filter(name -> !List.of("toString", "hashCode").contains(name));
    }

    private static String reader(Method option) {
        String name = option.getName().substring("with".length());
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static String signature(Method option) {
        return Arrays.stream(option.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", option.getName() + "(", ")"));
    }

    private static @Nullable Object value(Object configuration, List<String> path) throws ReflectiveOperationException {
        Object value = configuration;
        for (String reader : path) {
            value = value.getClass().getMethod(reader).invoke(value);
            if (value == null) {
                return null;
            }
        }
        return value;
    }

    /** Returns the text of a default on the page. */
    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "none";
            case Duration duration -> duration(duration);
            case Period period -> period(period);
            case Integer number -> String.format(Locale.ROOT, "%,d", number);
            case Boolean flag -> flag ? "on" : "off";
            case TimeLimits limits -> "[defaults](#timelimits)";
            case ReplicaPolicy policy -> "[defaults](#replicapolicy)";
            case IdempotencyPolicy policy -> "[defaults](#idempotencypolicy)";
            case InstantSource clock -> clock.equals(InstantSource.system()) ? "the system's" : clock.toString();
            case Random random -> "a `" + random.getClass().getSimpleName() + "`";
            case UnaryOperator<?> decorator -> "none";
            case RequestIdentity.WholeBody whole -> "the whole body";
            case Map<?, ?> sources -> list(sources.keySet());
            case Collection<?> all -> all.isEmpty() ? "none" : list(all);
            default -> "`" + value + "`";
        };
    }

    private static String list(Collection<?> values) {
        return values.stream().map(each -> "`" + each + "`").sorted().collect(Collectors.joining(", "));
    }

    private static String duration(Duration duration) {
        if (duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + " ms";
        }
        if (duration.toSeconds() % 60 != 0) {
            return duration.toSeconds() + " s";
        }
        if (duration.toMinutes() % 60 != 0) {
            return duration.toMinutes() + " min";
        }
        return duration.toHours() % 24 == 0 ? plural(duration.toDays(), "day") : duration.toHours() + " h";
    }

    /** Returns the text of a period of a single unit, such as P2Y, P6M or P90D. */
    private static String period(Period period) {
        String text = period.toString();
        String unit = switch (text.charAt(text.length() - 1)) {
            case 'Y' -> "year";
            case 'M' -> "month";
            default -> "day";
        };
        return plural(Long.parseLong(text.substring(1, text.length() - 1)), unit);
    }

    private static String plural(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }
}
