package io.gan4j.core.run;

import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.SamplesDrawn;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.core.internal.FileTrees;
import io.gan4j.core.picture.Png;
import io.gan4j.core.picture.SampleGrid;

/**
 * The pictures of a run directory: sample grids, curves, and for runs in one or two dimensions the
 * figure of densities and scores.
 */
final class Pictures implements TrainingListener {
  private final RunDirectory directory;
  private final SampleSpace space;

  Pictures(RunDirectory directory, Training training) {
    this.directory = directory;
    this.space = training.plan().samples();
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof SamplesDrawn drawn && space.isImage()) {
      FileTrees.parentOf(directory.samples(drawn.step()));
      Png.write(SampleGrid.render(drawn.samples(), space), directory.samples(drawn.step()));
    }
  }
}
