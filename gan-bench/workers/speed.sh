#!/bin/bash
# What several workers gain and cost. Four ways to train, in turn, so that what disturbs the machine
# disturbs all: one worker on one core, two workers of one core each with the same batch, the same
# two with twice the batch, and one worker on both cores. Then the all-reduce by itself, from
# networks with few weights and with many.
#   speed.sh [ROUNDS] [STEPS]     3 and 60 unless told otherwise
# GAN: the command (default: ./gan of this checkout); CORES: two of them (default "0 1");
# PRESET (default digits) and BATCH (default 64): what is trained; ONLY: some of the six trainings
# (one two twice both few many).
set -u
here=$(cd "$(dirname "$0")/../.." && pwd)
gan=${GAN:-$here/gan}
rounds=${1:-3}
steps=${2:-60}
read -r one two <<<"${CORES:-0 1}"
preset=${PRESET:-digits}
batch=${BATCH:-64}
work=$(mktemp -d)
export TF_CPP_MIN_LOG_LEVEL=3
trap 'rm -rf "$work"' EXIT
port=$((20000 + RANDOM % 10000))

# train NAME CORES WORKERS ARGUMENTS: one worker per core in CORES, or one on all of them
train() {
  local name=$1 cores=$2 workers=$3 i=0 core config pids=()
  shift 3
  [[ -z ${ONLY:-} || " $ONLY " == *" $name "* ]] || return 0
  rm -rf "$work/run"
  port=$((port + 2))
  for core in $([ "$workers" = 1 ] && tr ' ' , <<<"$cores" || echo "$cores"); do
    config=
    [ "$workers" = 1 ] || config="{\"cluster\": {\"worker\": [\"127.0.0.1:$port\", \
\"127.0.0.1:$((port + 1))\"]}, \"task\": {\"type\": \"worker\", \"index\": $i}}"
    TF_CONFIG=$config taskset -c "$core" "$gan" train "$@" --steps "$steps" \
      --set samples.every=0 --set checkpoints.every=0 --run-dir "$work/run" \
      >"$work/log-$i" 2>&1 &
    pids+=($!)
    i=$((i + 1))
  done
  wait "${pids[@]}" || { echo "$name failed:"; tail -3 "$work/log-0"; return; }
  cp "$work/run/events.jsonl" "$work/$name-$(date +%s%N).jsonl"
}

for ((round = 0; round < rounds; round++)); do
  train one "$one" 1 "$preset" --set data.batchSize="$batch"
  train two "$one $two" 2 "$preset" --set data.batchSize="$batch"
  train twice "$one $two" 2 "$preset" --set data.batchSize=$((2 * batch))
  train both "$one $two" 1 "$preset" --set data.batchSize="$batch"
  train few "$one $two" 2 digits-mlp --set data.batchSize=8 \
    --set generator.network.units=[8] --set discriminator.network.units=[8]
  train many "$one $two" 2 digits-mlp --set data.batchSize=8 \
    --set generator.network.units=[2048,2048] --set discriminator.network.units=[2048,2048]
done

python3 - "$work" "$batch" <<'P'
import glob, json, statistics, sys
work, batch = sys.argv[1], int(sys.argv[2])
def read(name):
    rows = []
    for file in sorted(glob.glob(f"{work}/{name}-*.jsonl")):
        steps = [e for e in map(json.loads, open(file)) if e["event"] == "step-completed"][10:]
        exchange = [sum(p.get("exchangeMs", 0) for p in e["phases"]) for e in steps]
        least = min(exchange)
        sent = [sum(p.get("exchangedBytes", 0) for p in e["phases"]) for e in steps]
        phases = [len(e["phases"]) for e in steps]
        rows.append((statistics.median(e["stepMs"] for e in steps), statistics.median(exchange),
                     statistics.median(sent), statistics.median(phases), least))
    return rows
runs = {name: read(name) for name in ("one", "two", "twice", "both", "few", "many")}
for name, rows in runs.items():
    for ms, exchange, sent, phases, least in rows:
        print(f"{name:6} {ms:9.2f} ms a step, {exchange:8.2f} ms in the all-reduce"
              f" (at least {least:.2f}), {sent / 1e6:8.3f} MB sent")
def ratio(a, b, factor=1):
    each = [factor * y[0] / x[0] for x, y in zip(runs[a], runs[b])]
    return f"{statistics.median(each):.3f} [{min(each):.3f}, {max(each):.3f}]" if each else "none"
print("images/s, two workers of one core / one worker of one core, same batch: ", ratio("two", "one"))
print("the same with twice the batch:                                          ", ratio("twice", "one", 2))
print("two workers of one core / one worker of two cores:                      ", ratio("two", "both"))
if runs["few"] and runs["many"]:
    for what, at in ("medians", 1), ("least", 4):
        few = statistics.median(r[at] / r[3] for r in runs["few"])
        slope = statistics.median(
            (m[at] - f[at]) / (m[2] - f[2]) for f, m in zip(runs["few"], runs["many"]))
        print(f"cost model, {what}: {few:.2f} ms per phase, {1e-3 / slope:.0f} MB/s")
P
