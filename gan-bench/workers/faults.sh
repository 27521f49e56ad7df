#!/bin/bash
# The fault table of docs/workers.md: two workers, each in a network namespace of its own, and what
# they do when one of them fails. Needs root, iproute2, prlimit and python3.
#   faults.sh [ROW...]      all rows without arguments; one line of results for each
# GAN: the command (default: ./gan of this checkout); WAIT: --wait in seconds (default 20).
set -u
here=$(cd "$(dirname "$0")/../.." && pwd)
gan=${GAN:-$here/gan}
wait=${WAIT:-20}
work=$(mktemp -d)
address=(10.77.0.1 10.77.0.2)
port=2222
export TF_CPP_MIN_LOG_LEVEL=3

hosts() {
  for i in 0 1; do ip netns add "gan$i"; done
  ip link add gan-v0 netns gan0 type veth peer name gan-v1 netns gan1
  for i in 0 1; do
    ip -n "gan$i" link set lo up
    ip -n "gan$i" addr add "${address[$i]}/24" dev "gan-v$i"
    ip -n "gan$i" link set "gan-v$i" up
  done
}

clean() {
  for i in 0 1; do
    [ -n "${pid[$i]:-}" ] && p=$(java $i) && [ -n "$p" ] && kill -9 "$p" 2>/dev/null
  done
  [ -n "${pid[2]:-}" ] && kill "${pid[2]}" 2>/dev/null
  for i in 0 1; do ip netns del "gan$i" 2>/dev/null; done
  sleep 1
}
trap 'clean; rm -rf "$work"' EXIT

# start WORKER INDEX LOG ARGUMENTS: what a worker is told is that it is number INDEX
start() {
  local worker=$1 index=$2 log=$3
  shift 3
  rm -f "$log.code"
  (
  TF_CONFIG="{\"cluster\": {\"worker\": [\"${address[0]}:$port\", \"${address[1]}:$port\"]}, \
\"task\": {\"type\": \"worker\", \"index\": $index}}" \
    ip netns exec "gan$worker" bash -c "$before"' exec "$0" "$@"' "$gan" train digits-mlp \
    --wait "$wait" --steps 1000000 --set checkpoints.every=20 --set samples.every=0 \
    --set generator.network.units=[16] --set discriminator.network.units=[16] \
    --run-dir "$run" "$@" >"$log" 2>&1
  echo $? >"$log.code"
  ) 2>/dev/null &
  pid[$worker]=$!
}

# The Java process that a worker's shell or launcher has become or started.
java() {
  local p=${pid[$1]}
  until [ -z "$p" ] || [ "$(cat "/proc/$p/comm" 2>/dev/null)" = java ]; do p=$(pgrep -P "$p" | head -1); done
  echo "$p"
}

begun() {
  for _ in $(seq 600); do
    [ -d "$run/checkpoints/step-00000020" ] && return 0
    kill -0 "${pid[0]}" 2>/dev/null || return 1
    sleep 0.5
  done
  return 1
}

# ended WORKER LIMIT: waits, and says "code CODE after SECONDS s"
ended() {
  local code=$work/$name/$1.log.code
  for _ in $(seq $(($2 * 5))); do
    if [ -s "$code" ]; then
      python3 -c "import os; print('code', open('$code').read().strip(), \
        'after %.0f s' % (os.path.getmtime('$code') - $fault))"
      return
    fi
    sleep 0.2
  done
  echo "did not end within $2 s"
}

last() { grep -a '^gan: ' "$1" | grep -v 'WARN' | tail -1 | cut -c1-230; }

whole() {
  local before after
  before=$(ls "$run/checkpoints" | grep '^step-[0-9]*$' | sort | tail -1)
  after=$("$gan" resume "$run" --steps $((10#${before#step-} + 1)) --accept-changes 2>&1) &&
    echo "$before goes on" || echo "$before DOES NOT GO ON: $(tail -1 <<<"$after")"
}

# row NAME: what happens to worker 1 is the function of that name
row() {
  local name=$1 limit=$((wait * 3 + 120))
  pid=()
  run=$work/$name/run
  before=
  more=()
  first=()
  index=1
  mkdir -p "$work/$name"
  hosts
  "prepare_$name" 2>/dev/null
  start 0 0 "$work/$name/0.log" "${first[@]}"
  start 1 $index "$work/$name/1.log" "${more[@]}"
  fault=$(date +%s.%N)
  if declare -F "fault_$name" >/dev/null; then
    begun || { echo "$name: did not begin"; tail -3 "$work/$name/0.log"; clean; return; }
    fault=$(date +%s.%N)
    "fault_$name"
  fi
  echo "$name: chief $(ended 0 $limit): $(last "$work/$name/0.log")"
  [ "$name" = hung ] || echo "  worker 1 $(ended 1 $limit): $(last "$work/$name/1.log")"
  clean
  [ -d "$run/checkpoints" ] && [ -n "$(ls "$run/checkpoints")" ] && echo "  checkpoint $(whole)"
}

fault_killed() { kill -9 "$(java 1)"; }
fault_hung() { kill -STOP "$(java 1)"; }
fault_chief_killed() { kill -9 "$(java 0)"; }
fault_stalled() {
  ip -n gan1 route add blackhole "${address[0]}/32"
  ip -n gan0 route add blackhole "${address[1]}/32"
}
fault_cut() { ip -n gan1 link set gan-v1 down; }
fault_interrupted() { kill -TERM "$(java 0)"; } # what runs in the background ignores SIGINT
fault_memory() {
  local p
  p=$(java 1)
  prlimit --pid "$p" --as=$(($(awk '/VmSize/ {print $2}' "/proc/$p/status") * 1024))
}
prepare_nan() { first=(--set discriminator.optimizer.learningRate=1e30); more=("${first[@]}"); }
prepare_run_file() { more=(--seed 99); }
prepare_data() {
  for i in 0 1; do
    mkdir -p "$work/data/$i"
    python3 - "$work/data/$i" "$i" <<'P'
import sys
for i in range(40):
    with open(f"{sys.argv[1]}/{i}.pgm", "wb") as f:
        f.write(b"P5 28 28 255\n" + bytes((i * 7 + j * int(sys.argv[2])) % 256 for j in range(784)))
P
  done
  mkdir -p "$work/data/seen"
  before="mount --bind $work/data/\$(ip netns identify | tail -c 2 | head -c 1) $work/data/seen;"
  first=(--data "$work/data/seen" --set data.batchSize=20)
  more=("${first[@]}")
}
prepare_code() { more=(); code=1; before='[ "$(ip netns identify)" = gan1 ] && export JAVA_TOOL_OPTIONS=-Djava.version=17.0.0-other;'; }
prepare_port() {
  ip netns exec gan1 python3 -c "
import socket, time
s = socket.socket(); s.bind(('', $port)); s.listen(); time.sleep(600)" &
  pid[2]=$!
  sleep 1
}
prepare_two_chiefs() { index=0; }

rows=(killed hung chief_killed stalled cut memory interrupted nan run_file data code port two_chiefs)
[ $# = 0 ] && set -- "${rows[@]}"
for name in "$@"; do
  row "$name"
done
