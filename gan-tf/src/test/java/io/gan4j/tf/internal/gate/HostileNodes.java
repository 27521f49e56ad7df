package io.gan4j.tf.internal.gate;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;

/** Each kind of node, attribute and edge changed. */
final class HostileNodes {
  private static final List<String> OPERATIONS =
      List.of(
          ("Abort WriteFile ReadFile MatchingFiles SaveV2 Save SaveSlices RestoreV2 Restore"
                  + " MergeV2Checkpoints PrintV2 Print PyFunc EagerPyFunc While StatelessWhile If"
                  + " StatelessIf SymbolicGradient RemoteCall PartitionedCall NextIteration Enter"
                  + " Where Unique RandomUniform Assert ImmutableConst FixedLengthRecordReader"
                  + " TFRecordDataset DebugIdentity DebugIdentityV3 DebugNumericSummary AudioSummary"
                  + " SummaryWriter CreateSummaryFileWriter LookupTableImportV2"
                  + " InitializeTableFromTextFileV2 VarHandleOp ReadVariableOp AssignVariableOp"
                  + " DestroyResourceOp VariableV2 TemporaryVariable Barrier Stage MapStage"
                  + " QueueDequeueV2 FIFOQueueV2 ScopedAllocator _Send _Recv _HostSend _HostRecv"
                  + " _FusedConv2D _Arg _Retval CollectiveReduce ConfigureDistributedTPU XlaLaunch"
                  + " TensorArrayV3 ParseTensor SerializeTensor DecodeRaw DecodePng EncodeJpeg Unbatch"
                  + " Batch GenerateVocabRemapping LoadAndRemapMatrix NoSuchOperation ?")
              .split(" ", -1));

  private static final List<AttrValue> VALUES =
      List.of(
          AttrValue.newBuilder().setType(DataType.DT_STRING).build(),
          AttrValue.newBuilder().setType(DataType.DT_RESOURCE).build(),
          AttrValue.newBuilder().setType(DataType.DT_VARIANT).build(),
          AttrValue.newBuilder().setTypeValue(9999).build(),
          AttrValue.newBuilder().setType(DataType.DT_COMPLEX64).build(),
          AttrValue.newBuilder().setType(DataType.DT_INT8).build(),
          AttrValue.newBuilder().setType(DataType.DT_DOUBLE).build(),
          AttrValue.newBuilder().setI(-1).build(),
          AttrValue.newBuilder().setI(0).build(),
          AttrValue.newBuilder().setI(Long.MAX_VALUE).build(),
          AttrValue.newBuilder().setF(Float.NaN).build(),
          AttrValue.newBuilder().setB(true).build(),
          AttrValue.newBuilder().setS(ByteString.copyFromUtf8(Mutants.TARGET)).build(),
          AttrValue.newBuilder().setS(ByteString.copyFrom(new byte[] {0, -1, 10, 27})).build(),
          AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName("f")).build(),
          AttrValue.newBuilder().setPlaceholder("T").build(),
          AttrValue.newBuilder().setShape(Mutants.shape(1L << 40, 1L << 40)).build(),
          AttrValue.newBuilder().setShape(Mutants.shape(-5)).build(),
          AttrValue.newBuilder().setShape(Mutants.shape(0)).build(),
          AttrValue.newBuilder()
              .setShape(TensorShapeProto.newBuilder().setUnknownRank(true))
              .build(),
          Mutants.tensor(DataType.DT_FLOAT, Mutants.shape(1L << 30)),
          Mutants.tensor(DataType.DT_FLOAT, Mutants.shape(1L << 40, 1L << 40)),
          Mutants.tensor(DataType.DT_INT32, Mutants.shape(-1)),
          Mutants.tensor(DataType.DT_STRING, Mutants.shape()),
          Mutants.tensor(DataType.DT_VARIANT, Mutants.shape()),
          AttrValue.newBuilder()
              .setList(AttrValue.ListValue.newBuilder().addI(0).addI(-1).addI(Long.MAX_VALUE))
              .build(),
          AttrValue.newBuilder()
              .setList(
                  AttrValue.ListValue.newBuilder().addFunc(NameAttrList.newBuilder().setName("f")))
              .build(),
          AttrValue.getDefaultInstance());

  private HostileNodes() {}

  static void addTo(Mutants m) {
    operations(m);
    attributes(m);
    edges(m);
  }

  private static void operations(Mutants m) {
    List<Integer> places = new ArrayList<>(m.kinds().values());
    for (int i = 0; i < OPERATIONS.size(); i++) {
      String operation = OPERATIONS.get(i);
      int place = places.get(i % places.size());
      m.add(
          m.nodes().get(place).getName() + " becomes " + operation,
          model -> model.getGraphDefBuilder().getNodeBuilder(place).setOp(operation));
      m.addNode(operation + " beside all", NodeDef.newBuilder().setName("beside").setOp(operation));
    }
    m.kinds()
        .forEach(
            (operation, place) -> {
              m.add(
                  operation + " becomes Identity",
                  model -> model.getGraphDefBuilder().getNodeBuilder(place).setOp("Identity"));
              m.add(
                  operation + " is taken away",
                  model -> model.getGraphDefBuilder().removeNode(place));
              m.add(
                  operation + " is there twice",
                  model -> model.getGraphDefBuilder().addNode(m.nodes().get(place)));
              for (String name : List.of("", "a b", "../x", "save/filename", "a\u001b[31m")) {
                m.add(
                    operation + " is called '" + name + "'",
                    model -> model.getGraphDefBuilder().getNodeBuilder(place).setName(name));
              }
              for (String device : List.of("/job:worker/task:1", "/device:GPU:7", "/x\n", "\0")) {
                m.add(
                    operation + " on " + device,
                    model -> model.getGraphDefBuilder().getNodeBuilder(place).setDevice(device));
              }
            });
  }

  private static void attributes(Mutants m) {
    m.kinds()
        .forEach(
            (operation, place) -> {
              for (String attribute : m.nodes().get(place).getAttrMap().keySet()) {
                m.add(
                    operation + " without " + attribute,
                    model ->
                        model.getGraphDefBuilder().getNodeBuilder(place).removeAttr(attribute));
                for (int i = 0; i < VALUES.size(); i++) {
                  AttrValue value = VALUES.get(i);
                  m.add(
                      operation + " with " + attribute + " of value " + i,
                      model ->
                          model
                              .getGraphDefBuilder()
                              .getNodeBuilder(place)
                              .putAttr(attribute, value));
                }
              }
              for (String attribute :
                  List.of("_XlaCompile", "_gradient_op_type", "_class", "container", "zzz")) {
                m.add(
                    operation + " with a further " + attribute,
                    model ->
                        model
                            .getGraphDefBuilder()
                            .getNodeBuilder(place)
                            .putAttr(attribute, VALUES.get(12)));
              }
            });
  }

  private static void edges(Mutants m) {
    int next = 0;
    List<String> others =
        List.of(
            "save/filename",
            "^save/control_dependency",
            "^save/restore_all",
            "save/RestoreV2",
            "nowhere",
            "^nowhere",
            "samples:7",
            "latents:-1",
            "",
            ":",
            "^",
            "seed",
            "count");
    for (int place = 0; place < m.nodes().size(); place++) {
      NodeDef node = m.nodes().get(place);
      int at = place;
      String own = node.getName();
      m.add(
          own + " waits for itself",
          model -> model.getGraphDefBuilder().getNodeBuilder(at).addInput("^" + own));
      if (node.getInputCount() > 0) {
        String other = others.get(next++ % others.size());
        int input = next % node.getInputCount();
        m.add(
            own + " takes '" + other + "'",
            model -> model.getGraphDefBuilder().getNodeBuilder(at).setInput(input, other));
        m.add(
            own + " also takes '" + other + "'",
            model -> model.getGraphDefBuilder().getNodeBuilder(at).addInput(other));
        m.add(
            own + " takes nothing",
            model -> model.getGraphDefBuilder().getNodeBuilder(at).clearInput());
        String far = m.nodes().get((place * 7 + 3) % m.nodes().size()).getName();
        m.add(
            own + " takes " + far,
            model -> model.getGraphDefBuilder().getNodeBuilder(at).setInput(input, far));
      }
    }
  }
}
