package io.aro.db.spring.web;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.NotExecutedException;
import io.aro.db.idempotency.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.objenesis.ObjenesisStd;
import org.springframework.util.ClassUtils;

/** Every exception of the library, found on the class path. */
final class ThrownExceptions {

    /** The exceptions whose status depends on their content. */
    private static final Map<Class<?>, AroDatabaseException> SAMPLES = Map.of(
            ConstraintViolationException.class,
            new ConstraintViolationException(
                    ConstraintViolationException.Kind.UNIQUE, "customers_phone_key", "customers", "phone", null),
            NotExecutedException.class,
            new NotExecutedException(
                    IdempotencyKey.of("stripe", "evt_1"), new Outcome.InProgress<>(Duration.ofSeconds(2), null)));

    private ThrownExceptions() {}

    /** Returns the concrete types; the exceptions of the testkit never reach a service. */
    static List<Class<? extends AroDatabaseException>> types() {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AssignableTypeFilter(AroDatabaseException.class));
        return scan.findCandidateComponents("io.aro.db").stream()
                .map(BeanDefinition::getBeanClassName)
                .filter(name -> name != null && !name.startsWith("io.aro.db.testkit"))
                .<Class<? extends AroDatabaseException>>map(
                        name -> ClassUtils.resolveClassName(name, null).asSubclass(AroDatabaseException.class))
                .toList();
    }

    /** Returns an exception of a type; without a sample it has no content, so that new types need no entry here. */
    static AroDatabaseException of(Class<? extends AroDatabaseException> type) {
        AroDatabaseException sample = SAMPLES.get(type);
        return sample == null ? new ObjenesisStd().newInstance(type) : sample;
    }

    /** Returns whether the type decides per exception whether a retry may succeed. */
    static boolean asks(Class<?> type) {
        return BeanUtils.findDeclaredMethodWithMinimalParameters(type, "isRetryable") != null;
    }
}
