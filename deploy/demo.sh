#!/usr/bin/env bash
# A night in a depot of 40 electric buses, 60 times as fast as real time: builds what is missing, starts the service (with its
# own PostgreSQL and MQTT broker) and the simulated charging stations, and prints where the page is. Ctrl-C ends both; started
# again, the night goes on where it stopped. Needs a JDK 17 or newer and, the first time, the network.
#
#   deploy/demo.sh            play, or go on
#   deploy/demo.sh --new      forget the night so far and begin again
#   deploy/demo.sh --once     end by itself when the night is over, with the exit code of ocpp-sim run (0: every promise kept)
#   deploy/demo.sh --help     this text
#
# Environment, with defaults:
#   SPEED=60                  clock seconds per second; the night takes 15 minutes at 60
#   BUSES=40, SITE_KW=800     the depot and what its connection may draw; they count with --new and the first time
#   QUARKUS_HTTP_PORT=8080    where the page, REST and OCPP are
#   CORRIDOR_DATA_DIR=data    where the night is kept
#   CORRIDOR_ZONE=Europe/Amsterdam, and any other setting of solver-config/README.md
#
# A depot of your own instead of the night: SCENARIO=FILE (SpiceEV JSON) and GRID_CONNECTOR=NAME play all of it, FROM and TO
# (ISO 8601 instants) a part.
set -euo pipefail
[ -z "${SCENARIO:-}" ] || SCENARIO=$(realpath -- "$SCENARIO")
cd "$(dirname "$0")/.."

speed=${SPEED:-60}
buses=${BUSES:-40}
site_kw=${SITE_KW:-800}
port=${QUARKUS_HTTP_PORT:-8080}
data=${CORRIDOR_DATA_DIR:-data}
service=target/quarkus-app/quarkus-run.jar
simulator=ocpp-sim/target/ocpp-sim.jar
if [ -n "${SCENARIO:-}" ]; then
  night=$SCENARIO connector=${GRID_CONNECTOR:?is not set; name the grid connector of $SCENARIO that is the depot}
else
  night=$data/night.json connector=depot
  export CORRIDOR_ZONE=${CORRIDOR_ZONE:-Europe/Amsterdam}
  FROM=${FROM:-2026-03-02T15:45:00Z} # 16:45 in Amsterdam; the first bus comes at 17:00
  TO=${TO:-2026-03-03T07:00:00Z}
fi
span=(${FROM:+--from "$FROM"} ${TO:+--to "$TO"})

again='' once=''
for option in "$@"; do
  case $option in
    --new) again=yes ;;
    --once) once=yes ;;
    --help | -h) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//p}' "$0"; exit 0 ;;
    *) echo "Unknown option \"$option\"; allowed are --new, --once and --help." >&2; exit 64 ;;
  esac
done
if ! command -v java >/dev/null; then
  echo "There is no java on the PATH; Corridor needs a JDK 17 or newer." >&2
  exit 69
fi

if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
  echo "Port $port is taken. End what listens there, or choose another: QUARKUS_HTTP_PORT=8081 $0" >&2
  exit 69
fi

# Builds only what has changed since the last time.
if [ ! -e "$service" ] || [ -n "$(find pom.xml src/main -newer "$service" -print -quit)" ]; then
  echo "Building the service …"
  ./mvnw -q -Dmaven.test.skip=true -Dspotless.check.skip=true package
fi
if [ ! -e "$simulator" ] || [ -n "$(find ocpp-sim/pom.xml ocpp-sim/src/main -newer "$simulator" -print -quit)" ]; then
  echo "Building the simulator …"
  ./mvnw -q -f ocpp-sim/pom.xml -Dmaven.test.skip=true package
fi

# Only what a night leaves behind: the folder may hold other things.
[ -z "$again" ] || rm -rf "$data"/{postgres,night.json,sim-state.json,corridor.log,corridor.log.1}
mkdir -p "$data"
[ -e "$night" ] || [ -n "${SCENARIO:-}" ] || java -jar "$simulator" generate --out "$night" --buses "$buses" --nights 1 --site-kw "$site_kw" --seed 7

# One clock for both: the same three numbers, some seconds ahead so that the service is up when the night begins.
clock=$(java -jar "$simulator" clock --scenario "$night" ${FROM:+--from "$FROM"} --state "$data/sim-state.json" --speed "$speed" --lead 12)
origin=${clock#*origin=} origin=${origin%% *}
start=${clock#*start=} start=${start%% *}

[ ! -e "$data/corridor.log" ] || mv -f "$data/corridor.log" "$data/corridor.log.1"

# Looking needs no account; changing something does.
export CORRIDOR_ACCESS_ANONYMOUS=${CORRIDOR_ACCESS_ANONYMOUS:-viewer}
export CORRIDOR_ACCESS_OPERATOR_PASSWORD=${CORRIDOR_ACCESS_OPERATOR_PASSWORD:-depot}

# A process group of its own keeps Ctrl-C from the children until this script asks them to end, the simulator first.
set -m
CORRIDOR_DATA_DIR=$data CORRIDOR_CLOCK_ORIGIN=$origin CORRIDOR_CLOCK_START=$start CORRIDOR_CLOCK_SPEED=$speed \
  CORRIDOR_DEPOT_SCENARIO=$night CORRIDOR_DEPOT_GRID_CONNECTOR=$connector \
  QUARKUS_HTTP_PORT=$port \
  java -jar "$service" >"$data/corridor.log" 2>&1 &
service_pid=$!
simulator_pid=
finish() {
  trap '' INT TERM HUP
  echo
  echo "Ending …"
  if [ -n "$simulator_pid" ]; then
    kill -TERM "$simulator_pid" 2>/dev/null || true
    wait "$simulator_pid" 2>/dev/null || true
  fi
  kill -TERM "$service_pid" 2>/dev/null || true
  wait "$service_pid" 2>/dev/null || true
  [ -n "${1:-}" ] || echo "Ended. The same command goes on from here."
  exit "${1:-0}"
}
trap finish INT TERM HUP

until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
  if ! kill -0 "$service_pid" 2>/dev/null; then
    echo "The service did not start; the end of $data/corridor.log:" >&2
    tail -n 20 "$data/corridor.log" >&2
    exit 1
  fi
  sleep 0.2
done

broker=
for _ in {1..50}; do
  broker=$(sed -n 's/.*Connected to the MQTT broker \([^ ]*\) .*/\1/p' "$data/corridor.log" | tail -n 1)
  [ -z "$broker" ] || break
  sleep 0.1
done
echo
echo "  The depot:   http://localhost:$port/"
echo "  To change:   sign in as operator with the password $CORRIDOR_ACCESS_OPERATOR_PASSWORD"
echo "  MQTT:        ${broker:-see the log}"
echo "  Its log:     $data/corridor.log"
echo "  End with Ctrl-C; the same command goes on from there."
echo
java -jar "$simulator" run --scenario "$night" --grid-connector "$connector" --url "ws://127.0.0.1:$port/ocpp" \
  --clock-origin "$origin" --clock-start "$start" --speed "$speed" ${span[@]+"${span[@]}"} \
  --state "$data/sim-state.json" &
simulator_pid=$!
outcome=0
wait "$simulator_pid" || outcome=$?
simulator_pid=
echo
echo "The same, had every vehicle charged on arrival:"
java -jar "$simulator" run --scenario "$night" --grid-connector "$connector" ${span[@]+"${span[@]}"} --uncontrolled 2>/dev/null |
  sed -n '2,5p' || true # it may well break the limit, and says so by its exit code
[ -z "$once" ] || finish "$outcome"
echo
echo "It is over. The page stays at http://localhost:$port/ until Ctrl-C; deploy/demo.sh --new plays it again."
wait "$service_pid"
