package io.aro.db.spring.connection;

import io.aro.db.spring.failure.RefusedStartException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The choice of the transaction manager that binds connections of a pool.
 *
 * @param beans the beans of the service
 * @param pool the pool itself
 */
record ManagerChoice(ConfigurableListableBeanFactory beans, DataSource pool) {

    private static final String KEY = "aro.db.transactions.manager";

    /** Returns the named manager, or the single or primary one of the pool; empty without a manager of the pool. */
    Optional<PlatformTransactionManager> manager(@Nullable String name) {
        Map<String, PlatformTransactionManager> all =
                BeanFactoryUtils.beansOfTypeIncludingAncestors(beans, PlatformTransactionManager.class, true, true);
        return name == null ? only(all) : Optional.of(named(name, all));
    }

    private PlatformTransactionManager named(String name, Map<String, PlatformTransactionManager> all) {
        PlatformTransactionManager manager = all.get(name);
        if (manager == null) {
            throw new RefusedStartException(
                    String.format(
                            Locale.ROOT,
                            "The property %s is '%s', and no transaction manager has the name.",
                            KEY,
                            name),
                    String.format(Locale.ROOT, "Set one of the names %s.", String.join(", ", all.keySet())));
        }
        if (BoundPools.of(manager).filter(bound -> !bound.equals(pool)).isPresent()) {
            throw new RefusedStartException(
                    String.format(Locale.ROOT, "The transaction manager %s binds connections of another pool.", name),
                    "Name a manager of the pool of aro-db in " + KEY + ", or another pool in aro.db.datasource.");
        }
        return manager;
    }

    private Optional<PlatformTransactionManager> only(Map<String, PlatformTransactionManager> all) {
        Map<String, PlatformTransactionManager> ofPool = new LinkedHashMap<>();
        all.forEach((name, manager) -> {
            if (BoundPools.of(manager).filter(pool::equals).isPresent()) {
                ofPool.put(name, manager);
            }
        });
        if (ofPool.size() < 2) {
            return ofPool.values().stream().findFirst();
        }
        List<String> primary = ofPool.keySet().stream().filter(this::isPrimary).toList();
        if (primary.size() == 1) {
            return Optional.ofNullable(ofPool.get(primary.getFirst()));
        }
        throw new RefusedStartException(
                String.format(
                        Locale.ROOT,
                        "The transaction managers %s bind connections of the pool, and none is chosen for aro-db.",
                        String.join(", ", ofPool.keySet())),
                "Set " + KEY + " to one of the names, or mark a manager as @Primary.");
    }

    private boolean isPrimary(String name) {
        return beans.containsBeanDefinition(name)
                && beans.getMergedBeanDefinition(name).isPrimary();
    }
}
