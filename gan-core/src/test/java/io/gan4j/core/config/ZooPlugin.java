package io.gan4j.core.config;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.api.spec.ListForm;
import io.gan4j.api.spec.ScalarForm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A plugin with kinds of its own, so that reading and writing are tested apart from any GAN. */
final class ZooPlugin implements GanPlugin {

  /** A kind without parameters in common. */
  interface Animal {}

  /** A kind that a bare number stands for. */
  @ScalarForm("fixed")
  interface Amount {}

  enum Size {
    SMALL,
    VERY_LARGE
  }

  @Doc(value = "A cat", paper = "Schrödinger 1935")
  record Cat(
      @Doc("Lives left, > 0") @Default("9") int lives,
      @Doc("Grams per day") @Default("2.5") Amount food,
      @Doc("Its size") @Default("small") Size size)
      implements Animal {
    Cat {
      Check.positive("lives", lives);
    }
  }

  record Dog(String name, @Nullable Animal friend) implements Animal {}

  record Snake(@Default("3") int length, @Default("1") int width, @Default("0.5") double rate)
      implements Animal {
    Snake {
      Check.positive("length", length);
      Check.positive("width", width);
      Check.relation(
          width < length, "width", Set.of("length"), "must be < length (" + length + ")", width);
      Check.inHalfOpen("rate", rate, 0, 1);
    }
  }

  /** Refuses in all the ways that are not an {@link InvalidValueException} of one parameter. */
  record Moody(@Default("0") int mood) implements Animal {
    Moody {
      if (mood == 1) {
        throw new IllegalStateException("not today");
      }
      if (mood == 2) {
        throw new InvalidValueException("", "cannot be had on a Monday");
      }
      if (mood == 3) {
        throw new DataException("the data says no");
      }
    }
  }

  record Endless(@Default("endless") Animal inner) implements Animal {}

  record Fixed(double value) implements Amount {
    Fixed {
      Check.notNegative("value", value);
    }
  }

  record Growing(@Default("1") double from, double to) implements Amount {}

  /** A list of its values stands for it. */
  @ListForm
  record Cage(int length, int width) {
    Cage {
      Check.positive("length", length);
      Check.positive("width", width);
      Check.relation(
          width <= length, "width", Set.of("length"), "must be <= length (" + length + ")", width);
    }
  }

  record House(Cage cage, @Default("[3, 2]") Cage spare) {}

  /** A kind that a bare number stands for, and a list too. */
  @ScalarForm("posts")
  interface Fence {}

  record Posts(Cage around) implements Fence {}

  record Hedge() implements Fence {}

  record Yard(Fence fence) {}

  record Keeper(String name, @Default("false") boolean night) {}

  /** One of every type. */
  record Zoo(
      @Default("zoo") String name,
      @Default("1") int count,
      @Default("2") long area,
      @Default("0.5") double price,
      @Default("true") boolean open,
      @Default("small") Size size,
      @Default("data/zoo") Path folder,
      @Default("[]") List<Integer> gates,
      @Default("[small]") Set<Size> sizes,
      @Default("{}") Map<String, Double> prices,
      @Default("cat") Animal star,
      @Default("[]") List<Animal> animals,
      @Nullable Keeper keeper,
      @Nullable Integer limit) {
    Zoo {
      gates = List.copyOf(gates);
      sizes = Set.copyOf(sizes);
      prices = Map.copyOf(prices);
      animals = List.copyOf(animals);
      Check.rule(count != 13, "count", "must not be unlucky", count);
      Check.rule(area >= 0, "area", "must be >= 0", area);
    }
  }

  /** With parts that a file must give. */
  record Tour(
      @Doc("The guide") Keeper guide,
      @Doc("What is shown") List<Animal> stops,
      @Default("{}") Zoo zoo) {}

  /** Data that a run file can name and nobody opens. */
  record StandInReader(@Default("10") int samples, @Nullable Path folder) implements DatasetReader {
    @Override
    public Dataset open() {
      throw new DataException("a stand-in has no data");
    }
  }

  @Override
  public String name() {
    return "zoo";
  }

  @Override
  public void contribute(Contributions to) {
    to.component(Animal.class, "cat", Cat.class);
    to.component(Animal.class, "dog", Dog.class);
    to.component(Animal.class, "snake", Snake.class);
    to.component(Animal.class, "moody", Moody.class);
    to.component(Animal.class, "endless", Endless.class);
    to.component(Amount.class, "fixed", Fixed.class);
    to.component(Amount.class, "growing", Growing.class);
    to.component(Fence.class, "posts", Posts.class);
    to.component(Fence.class, "hedge", Hedge.class);
    to.component(DatasetReader.class, "stand-in", StandInReader.class);
  }
}
