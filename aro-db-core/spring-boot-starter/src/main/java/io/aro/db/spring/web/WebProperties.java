package io.aro.db.spring.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.http.HttpStatusCode;

/**
 * The options of the answers to web requests.
 *
 * @param problemDetails Whether exceptions of the library are answered by problem documents.
 * @param inProgressStatus HTTP status of a request in progress elsewhere: a client or server error, such as 409 or 503.
 */
@ConfigurationProperties("aro.db.web")
record WebProperties(
        @DefaultValue("true") boolean problemDetails,
        @DefaultValue("409") int inProgressStatus) {

    /**
     * Returns the status of a request in progress.
     *
     * @throws InvalidConfigurationPropertyValueException if the status is no error, because a sender would not retry
     */
    HttpStatusCode inProgress() {
        if (inProgressStatus < 400 || inProgressStatus > 599) {
            throw new InvalidConfigurationPropertyValueException(
                    "aro.db.web.in-progress-status",
                    inProgressStatus,
                    "It must be a status from 400 to 599; a sender retries only after an error.");
        }
        return HttpStatusCode.valueOf(inProgressStatus);
    }
}
