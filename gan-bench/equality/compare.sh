#!/bin/sh
# Whether two commits compute the same to the bit: builds both on this machine, does the same with both, and compares SHA-256 over the names, shapes and values of
# what comes out. Only the launcher, the run directory and the files in it are used, so that the commits may have other modules and classes.
usage='usage: compare.sh [--only CASE]... [--work DIR] BASE HEAD
  BASE, HEAD   two commits; a dot is the working tree as it is, uncommitted changes included
  --only CASE  one case of cases.txt: NAME, resume-NAME, export-NAME; repeatable
  --work DIR   keep builds, runs, logs and differences in DIR, and use builds again that are there
Exit codes: 0 all equal, 1 something differs or failed, 2 wrong usage or no build.'

steps=20

fail() {
  printf 'compare.sh: %s\n' "$1" >&2
  exit 2
}

only=
work=
while [ $# -gt 0 ]; do
  case $1 in
    --only) only="$only ${2:?$usage}"; shift 2 ;;
    --work) work=${2:?$usage}; shift 2 ;;
    -h | --help) printf '%s\n' "$usage"; exit 0 ;;
    -*) fail "$usage" ;;
    *) break ;;
  esac
done
[ $# -eq 2 ] || fail "$usage"

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P) || exit 2
root=$(git -C "$here" rev-parse --show-toplevel) || exit 2
cases=$here/cases.txt

if [ -n "$work" ]; then
  # Its A and B are about to be removed.
  [ -d "$work/checkouts" ] || [ -z "$(ls -A "$work" 2>/dev/null)" ] || fail "$work is neither empty nor of an earlier call"
  mkdir -p "$work/checkouts" && work=$(CDPATH='' cd -- "$work" && pwd -P) || exit 2
  rm -rf "$work/A" "$work/B"
else
  work=$(mktemp -d) || exit 2
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' HUP INT TERM
fi
case $work in *[[:space:]]*) fail "$work: arguments are split at blanks, which a path here can't have" ;; esac

# --- both commits, and the tools

# The tree of a commit; of the working tree by way of an index of its own.
tree() {
  if [ "$1" = . ]; then
    (cd "$root" && cp "$(git rev-parse --git-path index)" "$work/index") &&
      GIT_INDEX_FILE=$work/index git -C "$root" add -A &&
      GIT_INDEX_FILE=$work/index git -C "$root" write-tree
  else
    git -C "$root" rev-parse --verify --quiet "$1^{tree}"
  fi
}

build() { # SIDE COMMIT
  tree=$(tree "$2") || fail "no such commit: $2"
  checkout=$work/checkouts/$tree
  if [ ! -d "$checkout" ]; then
    rm -rf "$checkout.partial"
    mkdir -p "$checkout.partial" &&
      git -C "$root" archive "$tree" | tar -x -C "$checkout.partial" &&
      mv "$checkout.partial" "$checkout" || fail "$2 can't be checked out"
  fi
  mkdir -p "$work/$1" && ln -s "$checkout" "$work/$1/checkout" || exit 2
  printf '%s: %s, tree %.12s\n' "$1" "$2" "$tree"
  "$checkout/gan" --version >"$work/$1/build.log" 2>&1 </dev/null || {
    cat "$work/$1/build.log" >&2
    fail "$2 can't be built"
  }
}

compile_tools() {
  sources=$here/../src/main/java/io/gan4j/bench/equality
  "${JAVA_HOME:+$JAVA_HOME/bin/}javac" -d "$work/tools" "$sources/StoredArray.java" "$sources/State.java" \
    "$sources/StateDifference.java" "$sources/GeneratedData.java" || fail 'the helpers can'\''t be compiled'
}

tool() { # CLASS ARGUMENT...
  class=$1
  shift
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$work/tools" "io.gan4j.bench.equality.$class" "$@"
}

# --- what is done with each of the two

# With a cache of its own, so that B does not read what A has computed. These runs are over before the second compiler pays off.
gan() { # SIDE LOG ARGUMENT...
  side=$1
  log=$2
  shift 2
  GAN_JAVA_OPTS=${GAN_JAVA_OPTS--XX:TieredStopAtLevel=1} GAN4J_CACHE=$work/$side/cache "$work/$side/checkout/gan" "$@" </dev/null >"$log" 2>&1
}

both() { # FUNCTION NAME: calls FUNCTION NAME SIDE for A and B at once
  ("$@" A) &
  a=$!
  ("$@" B) &
  b=$!
  wait "$a"
  a=$?
  wait "$b" && [ "$a" -eq 0 ]
}

arguments() { # NAME
  sed -n "s/^train  *$1  *//p" "$cases"
}

train() { # NAME SIDE
  arguments=$(arguments "$1" | sed "s|@DATA|$work/data|g; s|@RUNS|$here/run-files|g; s|@BASE|$work/A|g")
  # Without names of files for [0]; split at blanks on purpose.
  set -f
  # shellcheck disable=SC2086
  gan "$2" "$work/$2/$1.log" train $arguments --steps "$steps" --set "checkpoints.every=$((steps / 2))" --run-dir "$work/$2/$1"
}

# The first commit's run, where no case has made it yet.
train_base() { # NAME
  [ -d "$work/A/$1" ] || (train "$1" A)
}

resume() { # NAME SIDE
  run=$work/$2/resume-$1
  cp -R "$work/A/$1" "$run" && rm -r "$run"/checkpoints/*"$steps" && gan "$2" "$run.log" resume "$run"
}

kept() { # NAME SIDE
  run=$work/$2/$1
  # What a newer gan4j has added to run files counts as a change.
  cp -R "$here/$1" "$run" && gan "$2" "$run.log" resume "$run" --steps "$steps" --accept-changes
}

export_model() { # NAME SIDE
  folder=$work/$2/export-$1
  mkdir "$folder" && cp -R "$work/A/$1" "$folder/run" && gan "$2" "$folder.log" export "$folder/run" --out "$folder/model"
}

sample() { # NAME SIDE
  for from in A B; do
    folder=$work/$2/export-$1/samples-of-$from
    model=$work/$from/export-$1/model
    mkdir "$folder" && gan "$2" "$work/$2/export-$1.log" sample "$model" --count 50 --seed 3 --out "$folder/samples.npy" || return 1
    [ "$1" != table ] || gan "$2" "$work/$2/export-$1.log" sample "$model" --count 50 --seed 3 --out "$folder/rows.csv" || return 1
  done
}

# --- the table

row() { # CASE HASH_A HASH_B VERDICT
  now=$(date +%s)
  printf '%-42s %-12.12s  %-12.12s  %-9s %4d s\n' "$1" "$2" "$3" "$4" $((now - since))
  since=$now
}

# Ends with 1 after a case of which there is nothing to compare.
failed() { # CASE
  failures=$((failures + 1))
  row "$1" - - FAILED
  for log in "$work/A/$1.log" "$work/B/$1.log"; do
    [ ! -f "$log" ] || tail -n 3 "$log" | sed "s|^|    ${log#"$work"/}: |"
  done
}

compare() { # CASE FOLDER_OF_A FOLDER_OF_B
  list=$work/differences-$(printf '%s' "$1" | tr ' ' -).txt
  tool StateDifference "$2" "$3" >"$list" 2>&1
  case $? in
    0) verdict=equal ;;
    1) verdict=DIFFERENT ;;
  esac
  read -r hash_a hash_b <"$list"
  case $hash_a$hash_b in
    *[!0-9a-f]* | '') cat "$list"; failed "$1"; return ;;
  esac
  row "$1" "$hash_a" "$hash_b" "$verdict"
  if [ "$verdict" = equal ]; then
    equal=$((equal + 1))
  else
    different=$((different + 1))
    sed -n '2,21s/^/    /p' "$list" | cut -c 1-200
    more=$(($(wc -l <"$list") - 21))
    [ "$more" -le 0 ] || printf '    and %d more\n' "$more"
  fi
}

compare_runs() { # CASE RUN: the name of the run directory
  if [ -d "$(state "$work/A/$2")" ] && [ -d "$(state "$work/B/$2")" ]; then
    compare "$1" "$(state "$work/A/$2")" "$(state "$work/B/$2")"
    notes "$work/A/$2" "$work/B/$2"
  else
    failed "$1"
  fi
}

# The folder of the last step's checkpoint, whatever is before the number.
state() { # RUN_DIRECTORY
  for folder in "$1"/checkpoints/*"$steps"; do
    printf '%s' "$folder"
  done
}

# What is not required to be equal, but worth a look: all but times, and the log's length, which depends on them.
notes() { # RUN_OF_A RUN_OF_B
  for file in config.yaml events.jsonl metrics.jsonl; do
    note "$1/$file" "$2/$file"
  done
  note "$(state "$1")/loop.json" "$(state "$2")/loop.json"
  for picture in "$1"/*.png "$1"/samples/*.png "$1"/figures/*.png; do
    [ ! -f "$picture" ] || cmp -s "$picture" "$2/${picture#"$1"/}" || printf '    note: %s differs\n' "${picture#"$1"/}"
  done
}

note() { # FILE_OF_A FILE_OF_B
  [ -f "$1" ] || [ -f "$2" ] || return 0
  timeless "$1" >"$work/note-a"
  timeless "$2" >"$work/note-b"
  diff "$work/note-a" "$work/note-b" >"$work/note" || {
    printf '    note: %s differs in %d places\n' "${1#"$work"/A/}" "$(grep -c '^[<>]' "$work/note")"
    grep '^[<>]' "$work/note" | head -n 4 | cut -c 1-200 | sed 's/^/      /'
  }
}

timeless() { # FILE
  [ -f "$1" ] || return 0
  sed -E 's/"[A-Za-z]*Ms":[-+0-9.eE]+,?//g; s/"at":"[^"]*",?//g; s/"crc32" ?: ?"[^"]*",?//g; s/"eventBytes" : [0-9]+,//; '"s|$work/[AB]/|RUNS/|g" "$1" |
    case $1 in
      # The fields of each line, sorted.
      *.jsonl) awk '{ n = split($0, field, /[][{},]+/); for (i = 1; i <= n; i++) print NR ": " field[i] }' | sort ;;
      *) cat ;;
    esac
}

# What `gan list` says, kind by kind, and presets that cases.txt has forgotten.
lists() {
  mkdir "$work/A/lists" "$work/B/lists"
  both list ''
  note "$work/A/lists/all" "$work/B/lists/all"
  while read -r kind names; do
    both list "$kind"
    note "$work/A/lists/$kind" "$work/B/lists/$kind"
    [ "$kind" = presets ] || continue
    for preset in $(printf '%s' "$names" | tr -d ,); do
      grep -q -w -e "$preset" "$cases" || printf '    note: the preset %s has no case\n' "$preset"
    done
  done <"$work/A/lists/all"
}

list() { # KIND SIDE
  # shellcheck disable=SC2086 # Nothing if it is empty.
  gan "$2" "$work/$2/lists/${1:-all}" list $1
}

run_case() { # KIND NAME
  case $1 in
    train)
      base=$(arguments "$2" | sed -n 's|.*@BASE/\([^ ]*\).*|\1|p')
      if [ -n "$base" ]; then train_base "$base"; fi
      both train "$2"
      compare_runs "$2" "$2"
      ;;
    resume)
      train_base "$2" && both resume "$2"
      compare_runs "resume-$2" "resume-$2"
      ;;
    kept)
      both kept "$2"
      compare_runs "$2" "$2"
      ;;
    export)
      if train_base "$2" && both export_model "$2" && both sample "$2"; then
        a=$work/A/export-$2
        b=$work/B/export-$2
        compare "export-$2" "$a/samples-of-A" "$b/samples-of-B"
        compare "export-$2, A's model" "$a/samples-of-A" "$b/samples-of-A"
        compare "export-$2, B's model" "$a/samples-of-B" "$b/samples-of-B"
      else
        failed "export-$2"
      fi
      ;;
    *) fail "$cases has a case of the kind $1" ;;
  esac
}

case_name() { # KIND NAME
  case $1 in
    resume | export) printf '%s-%s' "$1" "$2" ;;
    *) printf '%s' "$2" ;;
  esac
}

chosen() { # CASE
  [ -z "$only" ] || case "$only " in *" $1 "*) ;; *) return 1 ;; esac
}

all=$(sed -n '/^[a-z]/p' "$cases" | while read -r kind name arguments; do case_name "$kind" "$name" && echo; done)
for name in $only; do
  printf '%s\n' "$all" | grep -q -x -e "$name" || fail "no such case: $name; there are $(printf '%s' "$all" | tr '\n' ' ')"
done

start=$(date +%s)
compile_tools
tool GeneratedData "$work/data" || exit 2
build A "$1"
build B "$2"
since=$(date +%s)
printf 'built in %d s\n\n' $((since - start))
equal=0
different=0
failures=0
printf '%-42s %-12s  %-12s\n' case A B
while read -r kind name arguments; do
  case $kind in '' | '#'*) continue ;; esac
  if chosen "$(case_name "$kind" "$name")"; then run_case "$kind" "$name"; fi
done <"$cases"
[ -n "$only" ] || lists
printf '\n%d equal, %d different, %d failed, in %d s\n' "$equal" "$different" "$failures" $(($(date +%s) - start))
[ $((different + failures)) -eq 0 ]
