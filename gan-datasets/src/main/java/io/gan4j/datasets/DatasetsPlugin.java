package io.gan4j.datasets;

import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;

/** The readers of this module, by name. */
public final class DatasetsPlugin implements GanPlugin {

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
    to.component(DatasetReader.class, "image-metadata", ImageMetadataReader.class);
    to.component(DatasetReader.class, "stylegan", StyleganReader.class);
    to.component(DatasetReader.class, "webdataset", WebDatasetReader.class);
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
