package io.aro.db.model;

import io.aro.db.testkit.MissingEngineException;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/** Skips the properties of an engine that this machine does not have; where PostgreSQL is required they fail. */
final class MissingEngines implements SkipExecutionHook {

    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
        return context.findAnnotation(On.class)
                .map(on -> on.value())
                .map(engine -> {
                    try {
                        EnginesAgreeTest.DATABASES.version(engine);
                        return SkipResult.doNotSkip();
                    } catch (MissingEngineException e) {
                        return Boolean.getBoolean("aro.requirePostgres")
                                ? SkipResult.doNotSkip()
                                : SkipResult.skip(e.getMessage());
                    }
                })
                .orElse(SkipResult.doNotSkip());
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }
}
