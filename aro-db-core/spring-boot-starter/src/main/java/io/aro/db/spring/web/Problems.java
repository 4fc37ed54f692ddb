package io.aro.db.spring.web;

import java.net.URI;
import java.time.Duration;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** Problem documents with a type of the library. */
final class Problems {

    private Problems() {}

    /**
     * Returns a problem document.
     *
     * @param name the last part of the type, such as {@code parked}
     */
    static ProblemDetail of(HttpStatusCode status, String name, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:aro-db:" + name));
        return problem;
    }

    /** Returns the value of {@code Retry-After}: whole seconds, rounded up, and at least one. */
    static String seconds(Duration wait) {
        long rounded = wait.getNano() == 0 ? wait.getSeconds() : wait.getSeconds() + 1;
        return Long.toString(Math.max(1, rounded));
    }
}
