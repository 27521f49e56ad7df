#!/bin/bash
# run.sh [ROUNDS]: images a second of one DCGAN by gan4j, PyTorch and DJL, which take turns.
# Installs Debian's python3-torch and fetches DJL with its PyTorch engine; writes dcgan.json here.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rounds=${1:-100}

/usr/bin/python3 -c 'import torch' 2>/dev/null \
  || { apt-get update -qq && apt-get install -y -qq python3-torch; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mvn -q -f "$here/djl.xml" dependency:build-classpath -Dmdep.outputFile="$work/djl.classpath"
djl=$(cat "$work/djl.classpath")
javac -d "$work" -cp "$djl" "$here/DjlDcgan.java"
own=${GAN_BENCH_CLASSPATH:-}
if [ -z "$own" ]; then
  mvn -q -f "$here/../../pom.xml" -pl gan-bench -am process-classes
  own=$here/../target/classes:$(cat "$here/../target/bench.classpath")
fi

export TF_CPP_MIN_LOG_LEVEL=2 OMP_WAIT_POLICY=passive DJL_CACHE_DIR="$work/cache"
java -cp "$own" io.gan4j.bench.PeersBenchmark "$rounds" "$here/dcgan.json" \
  "gan4j float32=java -cp $own io.gan4j.bench.PeerSteps float32" \
  "gan4j mixed=java -cp $own io.gan4j.bench.PeerSteps mixed" \
  "PyTorch float32=/usr/bin/python3 $here/dcgan_torch.py float32" \
  "PyTorch bfloat16=/usr/bin/python3 $here/dcgan_torch.py bfloat16" \
  "DJL float32=java -cp $work:$djl DjlDcgan"
