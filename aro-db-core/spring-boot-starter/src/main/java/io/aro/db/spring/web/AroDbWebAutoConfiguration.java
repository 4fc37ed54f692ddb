package io.aro.db.spring.web;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.DispatcherServlet;

/** The answers of a service on Spring MVC. */
@AutoConfiguration
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(name = "aro.db.enabled", matchIfMissing = true)
@EnableConfigurationProperties(WebProperties.class)
final class AroDbWebAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    OutcomeResponses aroDbOutcomeResponses(WebProperties properties) {
        return OutcomeResponses.withInProgress(properties.inProgress());
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBooleanProperty(name = "aro.db.web.problem-details", matchIfMissing = true)
    AroDbExceptionAdvice aroDbExceptionAdvice(OutcomeResponses outcomes) {
        return new AroDbExceptionAdvice(outcomes);
    }
}
