package io.aro.db.examples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service of a clinic. */
@SpringBootApplication(proxyBeanMethods = false)
class ClinicApplication {

    /** Starts the service. */
    public static void main(String... arguments) {
        SpringApplication.run(ClinicApplication.class, arguments);
    }
}
