package io.gan4j.spring;

import io.gan4j.api.GanException;
import io.gan4j.core.Gan;
import io.gan4j.core.serve.GeneratorService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** Registers a bean for each model, unless the application has one of that name. */
final class GeneratorServices implements ImportBeanDefinitionRegistrar {
  /** What the name of a bean has behind that of its model. */
  static final String SUFFIX = "GeneratorService";

  private final Environment environment;
  private final BeanFactory beans;

  GeneratorServices(Environment environment, BeanFactory beans) {
    this.environment = environment;
    this.beans = beans;
  }

  @Override
  public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry to) {
    Binder.get(environment)
        .bindOrCreate(GanProperties.PREFIX, GanProperties.class)
        .models()
        .forEach(
            (name, model) -> {
              if (!to.containsBeanDefinition(name + SUFFIX)) {
                to.registerBeanDefinition(name + SUFFIX, definition(name, model));
              }
            });
  }

  private RootBeanDefinition definition(String name, GanProperties.Model model) {
    RootBeanDefinition definition =
        new RootBeanDefinition(GeneratorService.class, () -> opened(name, model));
    definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
    definition.setDestroyMethodName("close");
    definition.setDescription("the generator of " + GanProperties.PREFIX + ".models." + name);
    return definition;
  }

  private GeneratorService opened(String name, GanProperties.Model model) {
    try {
      return GeneratorService.open(
          beans.getBean(Gan.class).load(model.path()),
          model.options(),
          beans.getBeanProvider(MeterRegistry.class).getIfUnique(CompositeMeterRegistry::new),
          name);
    } catch (GanException e) {
      throw new UnopenedModelException(name, model.path(), e);
    }
  }
}
