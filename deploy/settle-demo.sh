#!/usr/bin/env bash
# The demo's night, settled: plays deploy/demo.sh with an operator's limit in the evening, then shows intervals, packets, curtailment, the
# ledger in balance, the statement (CSV and PDF), and a credit report that an authority accepts, with the credits of every charger. Ends by
# itself after about six minutes, with exit code 0 when all of it was there. Needs a JDK 17 or newer, curl and, the first time, the network.
#
# Environment, with defaults:
#   SPEED=200                 clock seconds per second: the night takes five minutes
#   BUSES=16, SITE_KW=320     the depot
#   QUARKUS_HTTP_PORT=8080    the service; AUTHORITY_PORT=8590 the simulated authority
#   CORRIDOR_DATA_DIR=data    where the night and, in settlement/, the statement are kept
set -euo pipefail
cd "$(dirname "$0")/.."
export SPEED=${SPEED:-200} BUSES=${BUSES:-16} SITE_KW=${SITE_KW:-320}
export TO=2026-03-03T10:00:00Z # the stations stay, to hear of their credits
export CORRIDOR_ACCESS_ADMIN_PASSWORD=${CORRIDOR_ACCESS_ADMIN_PASSWORD:-settle}
export QUARKUS_HTTP_PORT=${QUARKUS_HTTP_PORT:-8080} CORRIDOR_DATA_DIR=${CORRIDOR_DATA_DIR:-data}
authority_port=${AUTHORITY_PORT:-8590}
export CORRIDOR_CREDITS_AUTHORITY_URL=http://127.0.0.1:$authority_port
api=http://127.0.0.1:$QUARKUS_HTTP_PORT/api
simulator=ocpp-sim/target/ocpp-sim.jar
out=$CORRIDOR_DATA_DIR/settlement
party=depot-operator
from=2026-03-02T15:45:00Z to=2026-03-03T07:00:00Z
window="from=$from&to=$to"

[ -e "$simulator" ] || ./mvnw -q -f ocpp-sim/pom.xml -Dmaven.test.skip=true package
set -m # each in a group of its own, so that a group can be ended
java -jar "$simulator" authority --port "$authority_port" &
authority=$!
deploy/demo.sh --new &
demo=$!
end() {
  kill -TERM -- "-$authority" 2>/dev/null || true
  kill -TERM -- "-$demo" 2>/dev/null || true
  wait "$demo" 2>/dev/null || true
}
trap end EXIT

fail() { echo "$1" >&2; exit 1; }
get() { curl -sS -f "$api$1" || fail "GET $api$1 failed."; }
post() { # address, body, and the HTTP status that is right
  local answer
  answer=$(curl -sS -u "operator:${CORRIDOR_ACCESS_OPERATOR_PASSWORD:-depot}" -H 'Content-Type: application/json' -w '\n%{http_code}' "$api$1" -d "${2:-}")
  [ "${answer##*$'\n'}" = "${3:-200}" ] || fail "POST $api$1 was answered: $answer"
  echo "${answer%$'\n'*}"
}
value() { sed -n 's/.*"'"$1"'":"\([^"]*\)".*/\1/p'; }
wait_for() { # address, field, and what it must have passed
  until [[ $(curl -s "$api$1" | value "$2") > $3 ]]; do
    kill -0 "$demo" 2>/dev/null || fail "The demo ended early."
    sleep 1
  done
}
table() { # of a JSON list, one row an object: the field each begins with, what to leave out, how many, and the columns
  sed 's/{"'"$1"'"/\n&/g' | tail -n +2 | { grep -v "$2" || true; } | sed -n "1,$3p" | awk -v names="${*:4}" '
    BEGIN { n = split(names, name, " "); for (i = 1; i <= n; i++) cell[0, i] = name[i] }
    { for (i = 1; i <= n; i++) cell[NR, i] = match($0, "\"" name[i] "\":(\"[^\"]*\"|[^,}]*)") \
        ? substr($0, RSTART + length(name[i]) + 3, RLENGTH - length(name[i]) - 3) : "" }
    END { for (r = 0; r <= NR; r++) for (i = 1; i <= n; i++) { gsub(/"/, "", cell[r, i]); if (length(cell[r, i]) > width[i]) width[i] = length(cell[r, i]) }
      for (r = 0; r <= NR; r++) { line = " "; for (i = 1; i <= n; i++) line = line sprintf(" %-" width[i] "s ", cell[r, i]); sub(/ +$/, "", line); print line } }'
}
quiet() { # until everything that stations had to tell is settled: no booking for a while
  local before='' now
  while now=$(get /ledger/check | grep -o '"bookings":[0-9]*') && [ "$now" != "$before" ]; do
    before=$now
    kill -0 "$demo" 2>/dev/null || fail "The demo ended early."
    sleep 8
  done
}

wait_for /clock now 2026-03-02T15:00:00Z
# What is fed in, or not drawn on order, earns 0.12 EUR/kWh.
get /site | sed 's/"exportEurPerKwh":0.0/"exportEurPerKwh":0.12/g' >"$CORRIDOR_DATA_DIR/site.json"
curl -sS -f -u "admin:$CORRIDOR_ACCESS_ADMIN_PASSWORD" -X PUT -H 'Content-Type: application/json' "$api/site" -d "@$CORRIDOR_DATA_DIR/site.json" >/dev/null
wait_for /clock now 2026-03-02T16:00:00Z
post /requests '{ "id": "evening-limit", "kind": "IMPORT_LIMIT", "from": "2026-03-02T19:00:00Z", "to": "2026-03-02T20:30:00Z", "kw": 140 }' 201 >/dev/null
wait_for /settlement/progress settledUntil "$to"
quiet
mkdir -p "$out"

echo; echo "== Intervals of one charger (Wh, ESPI quality)"
get "/settlement/intervals?element=charger-01/1&$window" | table element '"wh":0,' 5 start end channel wh quality grade method version
echo; echo "== Kilowatt packets with rate (per MWh) and amount"
get "/settlement/kwps?element=charger-01/1&$window" | table id '^$' 5 start direction energyWh averageW grade ratePerMwh currency factor amount version
echo; echo "== Curtailment on the evening's limit, confirmed by the meters against the frozen baseline (Wh)"
psvs=$(get "/settlement/psvs?$window" | table id '"psvWh":0,' 6 event start baselineWh actualWh orderedWh psvWh confirmed grade version)
echo "$psvs"
echo; echo "== Trading blocks of at least 100 kW, and what is carried on (Wh)"
get "/settlement/ptbs?$window" | table product '^$' 4 product number start carriedWh totalWh blocks blockWh carryWh
echo; echo "== Messages that settlement made, newest first"
get "/settlement/messages?element=depot" | table message '^$' 3 element seq start direction energyWh members priority late state
echo; echo "== Charge detail records (OCPI 2.2.1)"
curl -sS -f "$api/ocpi/2.2.1/cdrs?limit=3" | sed 's/"cdr_location":{[^{}]*{[^{}]*}[^{}]*},//g; s/"cdr_token":{[^}]*},//g' |
  table country_code '^$' 3 id start_date_time end_date_time currency excl_vat total_energy total_time
echo; echo "== What validation found"
get "/settlement/findings?$window" | table subject '^$' 5 at element kind sentence
echo; echo "== The ledger"
get /ledger/balances | table account 'element/' 8 account commodity amount
check=$(get /ledger/check)
echo "  $check"
echo; echo "== The statement"
get "/settlement/statement.csv?party=$party&$window" >"$out/statement.csv"
get "/settlement/statement.pdf?party=$party&$window" >"$out/statement.pdf"
get "/settlement/statement.pdf?party=$party&$window" | cmp - "$out/statement.pdf" || fail "The statement's bytes differ from one time to the next."
echo "  $out/statement.pdf (byte-identical when asked for again), $out/statement.csv with $(($(wc -l <"$out/statement.csv") - 1)) lines"
get "/settlement/statement?party=$party&$window" | sed 's/,"elements".*//; s/^/  /'; echo

echo; echo "== The chargers are registered with British Columbia, and the day's report is handed in"
devices=$(get /elements | grep -o '"evse":"[^"]*"' | cut -d'"' -f4 | sort | awk '{
  printf "%s{\"programme\":\"BC\",\"element\":\"%s\",\"registrationNo\":\"DEP01-%03d\",\"serial\":\"SN-%05d\",\"manufacturer\":\"Acme\",\"model\":\"DC-150\",\"ratedKw\":150,\"siteName\":\"Depot\",\"endUse\":\"battery-bus\",\"latitude\":49.28273,\"longitude\":-123.12074,\"validFrom\":\"2026-01-01\"}", (NR > 1 ? "," : ""), $1, NR, NR }')
post /credits/devices "{ \"devices\": [ $devices ] }" >/dev/null
post /credits/reports '{ "programme": "BC", "from": "2026-03-02", "to": "2026-03-02" }' >/dev/null
report=$(post '/credits/reports/submit?id=BC-2026-03-02-2026-03-02')
echo "  ${report%%,\"lines\"*}"
get /credits/accounts | table holder '^$' 4 holder programme credits
until ! get /credits/notices | grep -q '"state":"PENDING"'; do sleep 1; done
echo; echo "== What chargers were told of their own credits"
notices=$(get /credits/notices)
echo "$notices" | table id '^$' 3 element state attempts credits unit
echo; echo "A report of energy that is claimed already is refused:"
post /credits/reports '{ "programme": "BC", "from": "2026-03-01", "to": "2026-03-02" }' 409
check=$(get /ledger/check)

[[ $check == *'"balanced":true,"chained":true'* ]] || fail "The ledger is not in balance: $check"
[[ $psvs == *' true '* ]] || fail "Nothing was curtailed."
[[ $report == *'"status":"ACCEPTED"'* ]] || fail "The report was not accepted."
[[ $notices == *'"state":"ACKED"'* || $notices == *'"state":"UNSUPPORTED"'* ]] || fail "No charger heard of its credits."
echo; echo "All of it was there."
