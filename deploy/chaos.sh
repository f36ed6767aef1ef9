#!/usr/bin/env bash
# A night of 40 buses in which everything fails: sockets are cut, the service is killed, its database loses power, stations do not
# obey, meters freeze, clocks are off, stations restart and say everything twice. Builds the service, plays the night 60 times as fast
# as real time (15 minutes) and prints the report, which stays in target/chaos-report.txt. Exit code 0: no limit was broken for longer
# than one control period, and what was acknowledged is in the database, once. Needs a JDK 17 or newer; on loopback only.
#
#   deploy/chaos.sh           the whole night
#   deploy/chaos.sh --short   40 minutes of it with 12 buses, about two minutes; every build runs this
set -euo pipefail
cd "$(dirname "$0")/.."
length=long
case ${1:-} in
  '') ;;
  --short) length=short ;;
  --help | -h) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//p}' "$0"; exit 0 ;;
  *) echo "Unknown option \"$1\"; allowed are --short and --help." >&2; exit 64 ;;
esac
exec ./mvnw -B -ntp verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ChaosIT -Dchaos="$length"
