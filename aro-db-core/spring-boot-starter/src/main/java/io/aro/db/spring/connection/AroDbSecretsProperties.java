package io.aro.db.spring.connection;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of stored secrets.
 *
 * @param keyset File of the Tink keyset that seals stored secrets. Needs com.google.crypto.tink:tink on the class path.
 */
@ConfigurationProperties("aro.db.secrets")
record AroDbSecretsProperties(@Nullable String keyset) {}
