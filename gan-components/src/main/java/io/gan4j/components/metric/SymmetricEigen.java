package io.gan4j.components.metric;

import io.gan4j.api.GanException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Eigenvalues of a symmetric matrix, in no order, and where asked for the vectors as columns.
 *
 * @param values {@code [width]}
 * @param vectors {@code [width, width]}; empty if not asked for
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SymmetricEigen(double[] values, DMatrixRMaj vectors) {
  static SymmetricEigen of(DMatrixRMaj symmetric, boolean vectors) {
    int width = symmetric.numRows;
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(width, vectors, true);
    if (!eigen.decompose(symmetric.copy())) {
      throw new GanException("the eigenvalues of a covariance cannot be found: is it finite?");
    }
    double[] values = new double[width];
    DMatrixRMaj columns = new DMatrixRMaj(vectors ? width : 0, vectors ? width : 0);
    for (int i = 0; i < width; i++) {
      values[i] = eigen.getEigenvalue(i).getReal();
      if (vectors) {
        CommonOps_DDRM.insert(eigen.getEigenVector(i), columns, 0, i);
      }
    }
    return new SymmetricEigen(values, columns);
  }
}
