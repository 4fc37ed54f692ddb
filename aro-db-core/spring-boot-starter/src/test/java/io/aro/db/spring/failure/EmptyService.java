package io.aro.db.spring.failure;

import io.aro.db.AroDatabase;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyService;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** A service with the starter and nothing else. */
@EnableAutoConfiguration
public class EmptyService {

    /** Starts the service, executes a request and returns its outcome. */
    public static String outcome(String... properties) {
        try (ConfigurableApplicationContext context = start(properties)) {
            context.getBean(AroDatabase.class).customers().findByPhone("+12025550101");
            return context.getBean(IdempotencyService.class)
                    .execute(IdempotencyKey.of("calendly", "evt-1"), "{}", String.class, tx -> "done")
                    .toString();
        }
    }

    static ConfigurableApplicationContext start(String... properties) {
        SpringApplication service = new SpringApplication(EmptyService.class);
        service.setWebApplicationType(WebApplicationType.NONE);
        service.setBannerMode(Banner.Mode.OFF);
        service.setRegisterShutdownHook(false);
        return service.run(properties);
    }
}
