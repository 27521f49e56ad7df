package io.gan4j.report.picture;

/** The way from one latent to another. */
public enum LatentPath {
  /** A straight line, as in the first paper. Its middle is nearer to 0 than normal latents are. */
  LINEAR {
    @Override
    void between(double[] from, double[] to, double share, float[] into) {
      for (int i = 0; i < from.length; i++) {
        into[i] = (float) (from[i] + share * (to[i] - from[i]));
      }
    }
  },
  /**
   * A part of a great circle (White 2016): lengths stay between those of the ends, as normal
   * latents have them. A straight line where both ends point the same way, or just opposite ways.
   */
  SPHERICAL {
    @Override
    void between(double[] from, double[] to, double share, float[] into) {
      double dot = 0;
      double fromSquare = 0;
      double toSquare = 0;
      for (int i = 0; i < from.length; i++) {
        dot += from[i] * to[i];
        fromSquare += from[i] * from[i];
        toSquare += to[i] * to[i];
      }
      double cosine = dot / Math.sqrt(fromSquare * toSquare);
      double angle = Math.acos(Math.max(-1, Math.min(1, cosine)));
      double sine = Math.sin(angle);
      if (!(sine > 1e-6)) {
        LINEAR.between(from, to, share, into);
        return;
      }
      double a = Math.sin((1 - share) * angle) / sine;
      double b = Math.sin(share * angle) / sine;
      for (int i = 0; i < from.length; i++) {
        into[i] = (float) (a * from[i] + b * to[i]);
      }
    }
  };

  /**
   * A place on the way.
   *
   * @param share 0 at the beginning, 1 at the end
   * @param into filled
   */
  abstract void between(double[] from, double[] to, double share, float[] into);

  /**
   * Places on the way, both ends among them.
   *
   * @param places at least 2
   * @return a row per place
   */
  public float[][] places(float[] from, float[] to, int places) {
    if (places < 2 || from.length != to.length) {
      throw new IllegalArgumentException(
          places + " places between latents of " + from.length + " and " + to.length + " values");
    }
    double[] begin = doubles(from);
    double[] end = doubles(to);
    float[][] way = new float[places][from.length];
    for (int i = 0; i < places; i++) {
      between(begin, end, i / (places - 1.0), way[i]);
    }
    return way;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
