#!/usr/bin/env bash
# The demo's night, settled: plays deploy/demo.sh with an operator's limit in the evening, then shows intervals, packets, curtailment, the
# ledger in balance, the statement (CSV and PDF), and a credit report that an authority accepts, with the credits of every charger. Ends by
# itself. Needs a JDK 17 or newer, curl and, the first time, the network.
#
# Environment, with defaults:
#   SPEED=300                 clock seconds per second
#   QUARKUS_HTTP_PORT=8080    the service; AUTHORITY_PORT=8590 the simulated authority
#   CORRIDOR_DATA_DIR=data    where the night and, in settlement/, the statement are kept
set -eu
cd "$(dirname "$0")/.."
export SPEED=${SPEED:-300} QUARKUS_HTTP_PORT=${QUARKUS_HTTP_PORT:-8080} CORRIDOR_DATA_DIR=${CORRIDOR_DATA_DIR:-data}
authority_port=${AUTHORITY_PORT:-8590}
export CORRIDOR_CREDITS_AUTHORITY_URL=http://127.0.0.1:$authority_port
api=http://127.0.0.1:$QUARKUS_HTTP_PORT/api
simulator=ocpp-sim/target/ocpp-sim.jar
out=$CORRIDOR_DATA_DIR/settlement
party=depot-operator
from=2026-03-02T15:45:00Z to=2026-03-03T07:00:00Z

[ -e "$simulator" ] || ./mvnw -q -f ocpp-sim/pom.xml -Dmaven.test.skip=true package
set -m
java -jar "$simulator" authority --port "$authority_port" &
authority=$!
deploy/demo.sh --new &
demo=$!
trap 'kill -TERM "$authority" 2>/dev/null || true; kill -INT "$demo" 2>/dev/null || true; wait "$demo" 2>/dev/null || true' EXIT

post() { curl -sS -X POST -u "operator:${CORRIDOR_ACCESS_OPERATOR_PASSWORD:-depot}" -H 'Content-Type: application/json' "$api$1" -d "${2:-}"; echo; }
now() { curl -s "$api/clock" | sed -n 's/.*"now":"\([^"]*\)".*/\1/p'; }
wait_for() { # until the depot's clock shows it
  until [[ $(now) > $1 ]]; do
    kill -0 "$demo" 2>/dev/null || { echo "The demo ended early." >&2; exit 1; }
    sleep 1
  done
}

wait_for 2026-03-02T18:00:00Z
post /requests '{ "id": "evening-limit", "kind": "IMPORT_LIMIT", "from": "2026-03-02T19:00:00Z", "to": "2026-03-02T20:30:00Z", "kw": 250 }' >/dev/null
wait_for 2026-03-03T07:20:00Z
mkdir -p "$out"
window="from=$from&to=$to"

echo; echo "== Intervals of one charger (Wh, ESPI quality)"
curl -s "$api/settlement/intervals?element=bay-01/1&$window" | sed 's/{"element"/\n  &/g' | tail -n +2 | { grep -v '"wh":0,' || true; } | head -n 5
echo; echo "== Kilowatt packets with rate and amount"
curl -s "$api/settlement/kwps?element=bay-01/1&$window" | sed 's/{"id"/\n  &/g' | tail -n +2 | head -n 5
echo; echo "== Curtailment on the evening's limit"
curl -s "$api/settlement/psvs?$window" | sed 's/{"id"/\n  &/g' | tail -n +2 | grep -v '"psvWh":0,' | head -n 6 || true
echo; echo "== What validation found"
curl -s "$api/settlement/findings?$window" | sed 's/{"subject"/\n  &/g' | tail -n +2 | head -n 5
echo; echo "== The ledger"
curl -s "$api/ledger/check"; echo
curl -s "$api/ledger/balances" | sed 's/{"account"/\n  &/g' | grep -E 'party/|market/|grid/' || true
echo; echo "== The statement"
curl -s "$api/settlement/statement.csv?party=$party&$window" -o "$out/statement.csv"
curl -s "$api/settlement/statement.pdf?party=$party&$window" -o "$out/statement.pdf"
curl -s "$api/settlement/statement.pdf?party=$party&$window" | cmp - "$out/statement.pdf" && echo "  $out/statement.pdf (byte-identical when asked for again), $out/statement.csv with $(($(wc -l <"$out/statement.csv") - 1)) lines"
curl -s "$api/settlement/statement?party=$party&$window" | sed 's/,"elements".*//'; echo

echo; echo "== The chargers are registered with British Columbia, and the day's report is handed in"
devices=$(curl -s "$api/elements" | grep -o '"evse":"[^"]*"' | cut -d'"' -f4 | sort | awk '{
  printf "%s{\"programme\":\"BC\",\"element\":\"%s\",\"registrationNo\":\"DEP01-%03d\",\"serial\":\"SN-%05d\",\"manufacturer\":\"Acme\",\"model\":\"DC-150\",\"ratedKw\":150,\"siteName\":\"Depot\",\"endUse\":\"battery-bus\",\"latitude\":49.28273,\"longitude\":-123.12074,\"validFrom\":\"2026-01-01\"}", (NR > 1 ? "," : ""), $1, NR, NR }')
post /credits/devices "{ \"devices\": [ $devices ] }" >/dev/null
post /credits/reports '{ "programme": "BC", "from": "2026-03-02", "to": "2026-03-02" }' >/dev/null
post '/credits/reports/submit?id=BC-2026-03-02-2026-03-02' | sed 's/,"lines".*//'
curl -s "$api/credits/accounts" | sed 's/{"holder"/\n  &/g' | tail -n +2 | head -n 6
echo "  …"
sleep 3
echo; echo "== What chargers were told of their own credits"
curl -s "$api/credits/notices" | sed 's/{"id"/\n  &/g' | tail -n +2 | head -n 3
echo; echo "A report for the same day under another period is refused:"
post /credits/reports '{ "programme": "BC", "from": "2026-03-01", "to": "2026-03-02" }'
curl -s "$api/ledger/check"; echo
