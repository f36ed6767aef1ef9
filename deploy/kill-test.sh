#!/usr/bin/env bash
# Kills the service with -9 again and again under load, a third of the times while it starts, and audits its books afterwards:
# every acknowledged reading is there once, every interval is settled once per run, all ledgers balance. Stations repeat, reorder and
# delay what they tell; periods are settled again, credits are reported, sold and retired meanwhile. Needs a JDK 17 or newer and, the first
# time, the network. On two idle cores a kill takes about ten seconds.
#
#   deploy/kill-test.sh [KILLS] [SEED]      50 kills and seed 1 when absent
set -euo pipefail
cd "$(dirname "$0")/.."
./mvnw -q -B -ntp -DskipTests -Dspotless.check.skip=true package
exec ./mvnw -q -B -ntp failsafe:integration-test failsafe:verify -Dit.test=KilledBooksIT -Dkills="${1:-50}" -Dseed="${2:-1}"
