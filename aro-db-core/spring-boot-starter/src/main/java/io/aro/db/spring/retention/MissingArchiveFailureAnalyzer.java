package io.aro.db.spring.retention;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The report of a start that failed without an archive. */
final class MissingArchiveFailureAnalyzer extends AbstractFailureAnalyzer<MissingArchiveException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MissingArchiveException cause) {
        return new FailureAnalysis(cause.description(), MissingArchiveException.ACTION, cause);
    }
}
