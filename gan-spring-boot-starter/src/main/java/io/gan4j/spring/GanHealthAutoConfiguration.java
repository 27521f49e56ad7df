package io.gan4j.spring;

import io.gan4j.core.serve.GeneratorService;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * The health of each generator, below {@code gan4j}; {@code management.health.gan4j.enabled=false}
 * switches it off.
 */
@AutoConfiguration(after = GanAutoConfiguration.class)
@ConditionalOnClass({HealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnEnabledHealthIndicator("gan4j")
@ConditionalOnBean(GeneratorService.class)
public class GanHealthAutoConfiguration {

  /** An indicator for each, by the name of its model. */
  @Bean
  @ConditionalOnMissingBean(name = "gan4jHealthContributor")
  public HealthContributor gan4jHealthContributor(Map<String, GeneratorService> services) {
    Map<String, HealthIndicator> indicators = new TreeMap<>();
    services.forEach(
        (bean, service) ->
            indicators.put(
                bean.endsWith(GeneratorServices.SUFFIX)
                    ? bean.substring(0, bean.length() - GeneratorServices.SUFFIX.length())
                    : bean,
                new GeneratorHealthIndicator(service)));
    return CompositeHealthContributor.fromMap(indicators);
  }
}
