package io.gan4j.datasets;

import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import java.util.List;

/** The readers of this module, by name. */
public final class DatasetsPlugin implements GanPlugin {
  /** Layouts in which pictures are published. */
  private static final List<Layout> LAYOUTS =
      List.of(
          new Layout("image-metadata", ImageMetadataReader.class),
          new Layout("stylegan", StyleganReader.class),
          new Layout("webdataset", WebDatasetReader.class),
          new Layout("celeba", CelebaReader.class),
          new Layout("paired", PairedReader.class),
          new Layout("unpaired", UnpairedReader.class));

  private record Layout(String name, Class<? extends DatasetReader> reader) {}

  /** What run files call the reader of a published layout. */
  static String nameOf(DatasetReader reader) {
    return LAYOUTS.stream()
        .filter(layout -> layout.reader() == reader.getClass())
        .findFirst()
        .orElseThrow()
        .name();
  }

  @Override
  public String name() {
    return "gan-datasets";
  }

  @Override
  public void contribute(Contributions to) {
    to.component(DatasetReader.class, "digits", DigitsReader.class);
    to.component(DatasetReader.class, "idx", IdxReader.class);
    to.component(DatasetReader.class, "cifar10", Cifar10Reader.class);
    to.component(DatasetReader.class, "cifar100", Cifar100Reader.class);
    to.component(DatasetReader.class, "mat", MatReader.class);
    to.component(DatasetReader.class, "image-folder", ImageFolderReader.class);
    LAYOUTS.forEach(layout -> to.component(DatasetReader.class, layout.name(), layout.reader()));
    to.component(DatasetReader.class, "npy", NpyReader.class);
    to.component(DatasetReader.class, "npz", NpzReader.class);
    to.component(DatasetReader.class, "hdf5", Hdf5Reader.class);
    to.component(DatasetReader.class, "csv", CsvReader.class);
    to.component(DatasetReader.class, "tfrecord", TfRecordReader.class);
    to.component(DatasetReader.class, "stacked", StackedReader.class);
    to.component(DatasetReader.class, "gaussian", GaussianReader.class);
    to.component(DatasetReader.class, "uniform", UniformReader.class);
    to.component(DatasetReader.class, "ring", RingReader.class);
    to.component(DatasetReader.class, "grid", GridReader.class);
    to.detector(new IdxDetector());
    to.detector(new CifarDetector());
    to.detector(new MatDetector());
    to.detector(new NumpyDetector());
    to.detector(new Hdf5Detector());
    to.detector(new TfRecordDetector());
    to.detector(new ImageFolderDetector());
    to.detector(new PublishedLayoutDetector());
    to.detector(new CsvDetector());
    to.detector(new ForeignDetector());
  }
}
