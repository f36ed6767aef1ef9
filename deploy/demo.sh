#!/usr/bin/env bash
# A night in a depot of 40 electric buses, 60 times as fast as real time: builds what is missing, starts the service (with its
# own PostgreSQL and MQTT broker) and the simulated charging stations, and prints where the page is. Ctrl-C ends both; started
# again, the night goes on where it stopped. Needs a JDK 17 or newer and, the first time, the network.
#
#   deploy/demo.sh            play, or go on
#   deploy/demo.sh --new      forget the night so far and begin again
#
# Environment: SPEED (60), BUSES (40), SITE_KW (800), QUARKUS_HTTP_PORT (8080), CORRIDOR_DATA_DIR (data)
set -euo pipefail
cd "$(dirname "$0")/.."

speed=${SPEED:-60}
buses=${BUSES:-40}
site_kw=${SITE_KW:-800}
port=${QUARKUS_HTTP_PORT:-8080}
data=${CORRIDOR_DATA_DIR:-data}
service=target/quarkus-app/quarkus-run.jar
simulator=ocpp-sim/target/ocpp-sim.jar
night=$data/night.json
from=2026-03-02T15:45:00Z # 16:45 in Amsterdam; the first bus comes at 17:00
to=2026-03-03T07:00:00Z

case "${1:-}" in
  "") ;;
  --new) rm -rf "$data" ;;
  *) echo "Unknown option \"$1\"; allowed is --new or nothing." >&2; exit 64 ;;
esac

if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
  echo "Port $port is taken. End what listens there, or choose another: QUARKUS_HTTP_PORT=8081 $0" >&2
  exit 69
fi

# Builds only what has changed since the last time.
if [ ! -e "$service" ] || [ -n "$(find pom.xml src/main -newer "$service" -print -quit)" ]; then
  echo "Building the service …"
  ./mvnw -q -DskipTests package
fi
if [ ! -e "$simulator" ] || [ -n "$(find ocpp-sim/pom.xml ocpp-sim/src/main -newer "$simulator" -print -quit)" ]; then
  echo "Building the simulator …"
  ./mvnw -q -f ocpp-sim/pom.xml -DskipTests package
fi

mkdir -p "$data"
[ -e "$night" ] || java -jar "$simulator" generate --out "$night" --buses "$buses" --nights 1 --site-kw "$site_kw" --seed 7

# One clock for both: the same three numbers, some seconds ahead so that the service is up when the night begins.
clock=$(java -jar "$simulator" clock --scenario "$night" --from "$from" --state "$data/sim-state.json" --speed "$speed" --lead 12)
origin=${clock#*origin=} origin=${origin%% *}
start=${clock#*start=} start=${start%% *}

# A process group of its own keeps Ctrl-C from the children until this script asks them to end, the simulator first.
set -m
CORRIDOR_DATA_DIR=$data CORRIDOR_CLOCK_ORIGIN=$origin CORRIDOR_CLOCK_START=$start CORRIDOR_CLOCK_SPEED=$speed \
  CORRIDOR_DEPOT_SCENARIO=$night QUARKUS_HTTP_PORT=$port \
  java -jar "$service" >>"$data/corridor.log" 2>&1 &
service_pid=$!
simulator_pid=
finish() {
  trap '' INT TERM
  echo
  echo "Ending …"
  if [ -n "$simulator_pid" ]; then
    kill -INT "$simulator_pid" 2>/dev/null || true
    wait "$simulator_pid" 2>/dev/null || true
  fi
  kill -INT "$service_pid" 2>/dev/null || true
  wait "$service_pid" 2>/dev/null || true
  echo "Ended. The same command goes on from here."
  exit 0
}
trap finish INT TERM

until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
  if ! kill -0 "$service_pid" 2>/dev/null; then
    echo "The service did not start; the end of $data/corridor.log:" >&2
    tail -n 20 "$data/corridor.log" >&2
    exit 1
  fi
  sleep 0.2
done

echo
echo "  The depot:   http://localhost:$port/"
echo "  Its log:     $data/corridor.log"
echo "  End with Ctrl-C; the same command goes on from there."
echo
java -jar "$simulator" run --scenario "$night" --grid-connector depot --url "ws://127.0.0.1:$port/ocpp" \
  --clock-origin "$origin" --clock-start "$start" --speed "$speed" --from "$from" --to "$to" \
  --state "$data/sim-state.json" &
simulator_pid=$!
wait "$simulator_pid" || true
simulator_pid=
echo
echo "The night is over. The page stays at http://localhost:$port/ until Ctrl-C; deploy/demo.sh --new plays it again."
wait "$service_pid"
