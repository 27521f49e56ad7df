package io.gan4j.components.constraint;

import io.gan4j.api.network.Constraint;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ParameterSpec.Role;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;

/**
 * Keeps the Euclidean norm of each unit's incoming weights at or below a limit: weights of a longer
 * unit are scaled down to it, all others stay exactly as they are. Kernels only. A unit lies along
 * the kernel's output axis; a maxout unit's pieces are limited one by one.
 */
@Doc(
    value = "Limits the norm of each unit's incoming weights",
    paper = "Hinton et al. 2012, Improving neural networks by preventing co-adaptation")
public record MaxNorm(@Doc("Largest norm, > 0") double limit) implements Constraint {

  public MaxNorm {
    Check.positive("limit", limit);
  }

  @Override
  public boolean appliesTo(ParameterSpec parameter) {
    return parameter.role() == Role.KERNEL;
  }

  @Override
  public <T> T project(TensorOps<T> ops, T values, ParameterSpec parameter) {
    T norm = ops.sqrt(ops.sumExcept(ops.square(values), parameter.outputAxis()));
    T most = ops.constant(limit);
    // limit / max(norm, limit) is exactly 1 where the norm is allowed.
    return ops.mul(values, ops.div(most, ops.maximum(norm, most)));
  }
}
