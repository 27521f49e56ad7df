#!/bin/bash
# Kills a random worker of a run, again and again, and goes on with one, two or three: no checkpoint
# may be lost, and the run has to come to its end.
#   kills.sh [TIMES]     20 unless told otherwise; SEED chooses the workers and the moments
# GAN: the command (default: ./gan of this checkout).
set -u
here=$(cd "$(dirname "$0")/../.." && pwd)
gan=${GAN:-$here/gan}
times=${1:-20}
RANDOM=${SEED:-1}
work=$(mktemp -d)
run=$work/run
export TF_CPP_MIN_LOG_LEVEL=3
trap 'rm -rf "$work"' EXIT

newest() { ls "$run/checkpoints" 2>/dev/null | grep '^step-[0-9]*$' | sort | tail -1 | tr -dc 0-9; }

# The process and all below it.
tree() { echo "$1"; for child in $(pgrep -P "$1"); do tree "$child"; done; }

javas() {
  for p in $(tree "$1"); do [ "$(cat "/proc/$p/comm" 2>/dev/null)" = java ] && echo "$p"; done
}

start() {
  local n=$1
  shift
  "$gan" "$@" --workers "$n" >"$work/log" 2>&1 &
  chief=$!
}

lost=0
for ((i = 0; i <= times; i++)); do
  n=$((RANDOM % 3 + 1))
  before=$(newest)
  before=${before:-0}
  if [ "$i" = 0 ]; then
    start "$n" train digits-mlp --run-dir "$run" --steps 1000000 --set data.batchSize=12 \
      --set checkpoints.every=10 --set samples.every=0 --set generator.network.units=[16] \
      --set discriminator.network.units=[16]
  elif [ "$i" = "$times" ]; then
    start "$n" resume "$run" --steps $((10#$before + 20))
  else
    start "$n" resume "$run"
  fi
  if [ "$i" = "$times" ]; then
    wait "$chief"
    code=$?
    echo "to the end with $n: code $code, step $(newest)"
    [ "$code" = 0 ] || { tail -3 "$work/log"; lost=$((lost + 1)); }
    break
  fi
  while kill -0 "$chief" 2>/dev/null && [ "$((10#$(newest || echo 0)))" -le "$((10#$before))" ]; do
    sleep 0.2
  done
  sleep "0.$((RANDOM % 10))"
  seen=$(newest)
  pids=($(javas "$chief"))
  if [ ${#pids[@]} != "$n" ]; then
    echo "$i: ${#pids[@]} of $n processes after step ${seen:-none}:"
    tail -3 "$work/log"
    lost=$((lost + 1))
    kill -9 "${pids[@]}" 2>/dev/null
    continue
  fi
  victim=$((RANDOM % n))
  begin=$(date +%s%N)
  kill -9 "${pids[$victim]}"
  for p in "${pids[@]}"; do while kill -0 "$p" 2>/dev/null; do sleep 0.1; done; done
  took=$(((($(date +%s%N) - begin)) / 1000000000))
  after=$(newest)
  [ "$((10#$after))" -ge "$((10#$seen))" ] || { lost=$((lost + 1)); echo "LOST $seen"; }
  echo "$i: $n workers, killed process $victim after step $seen: all ended in $took s, step $after"
done
echo "$times kills, $lost checkpoints or runs lost"
[ "$lost" = 0 ]
