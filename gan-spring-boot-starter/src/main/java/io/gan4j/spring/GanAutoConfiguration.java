package io.gan4j.spring;

import io.gan4j.core.Gan;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * A {@link io.gan4j.core.serve.GeneratorService} for each model below {@code gan4j.models}, opened
 * when the application starts and closed with it: the bean {@code NAMEGeneratorService}, with the
 * qualifier {@code NAME}.
 */
@AutoConfiguration
@EnableConfigurationProperties(GanProperties.class)
@Import(GeneratorServices.class)
public class GanAutoConfiguration {

  /** What loads the models, unless the application brings its own. */
  @Bean
  @ConditionalOnMissingBean
  public Gan gan(GanProperties properties) {
    return Gan.load().trusting(properties.trust());
  }
}
