package io.gan4j.datasets.internal.archive;

import java.util.ArrayList;
import java.util.List;

/** The entries of several archives, one behind the other. */
public final class JoinedEntries implements Entries {
  private final List<Entries> parts;
  private final int[] firsts;

  private JoinedEntries(List<Entries> parts) {
    this.parts = List.copyOf(parts);
    this.firsts = new int[parts.size() + 1];
    for (int i = 0; i < parts.size(); i++) {
      firsts[i + 1] = Math.addExact(firsts[i], parts.get(i).count());
    }
  }

  /** Something that opens entries. */
  public interface Opening {
    Entries open();
  }

  /** Opens archives in their order; if one is refused, those before it are closed. */
  public static JoinedEntries open(List<Opening> openings) {
    List<Entries> parts = new ArrayList<>();
    try {
      openings.forEach(opening -> parts.add(opening.open()));
      return new JoinedEntries(parts);
    } catch (RuntimeException e) {
      parts.forEach(Entries::close);
      throw e;
    }
  }

  /** Which archive an entry is in, from 0. */
  public int part(int index) {
    int part = 0;
    while (firsts[part + 1] <= index) {
      part++;
    }
    return part;
  }

  @Override
  public int count() {
    return firsts[parts.size()];
  }

  @Override
  public String name(int index) {
    int part = part(index);
    return parts.get(part).name(index - firsts[part]);
  }

  @Override
  public String place(int index) {
    int part = part(index);
    return parts.get(part).place(index - firsts[part]);
  }

  @Override
  public byte[] bytes(int index) {
    int part = part(index);
    return parts.get(part).bytes(index - firsts[part]);
  }

  @Override
  public LeftOut leftOut() {
    LeftOut all = new LeftOut();
    parts.forEach(part -> all.add(part.leftOut()));
    return all;
  }

  @Override
  public void close() {
    parts.forEach(Entries::close);
  }
}
