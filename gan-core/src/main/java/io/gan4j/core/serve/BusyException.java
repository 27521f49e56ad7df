package io.gan4j.core.serve;

import io.gan4j.api.GanException;

/** A request that was refused because too many samples are waited for; it may be made again. */
public final class BusyException extends GanException {
  private static final long serialVersionUID = 1;

  BusyException(int asked, int waiting, int most) {
    super(
        "busy: "
            + waiting
            + " samples are waited for, and with "
            + asked
            + " more they would be over "
            + most);
  }
}
