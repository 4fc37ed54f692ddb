package io.aro.db.spring.failure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

/** The analysis of a start refused by the starter. */
final class RefusedStartFailureAnalyzer extends AbstractFailureAnalyzer<RefusedStartException> implements Ordered {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, RefusedStartException cause) {
        return new FailureAnalysis(cause.description(), cause.action(), cause);
    }

    /** Returns a place before Boot's analyzer of bound properties, which repeats the message without the action. */
    @Override
    public int getOrder() {
        return 0;
    }
}
