#!/usr/bin/env bash
# Plays a grid operator against a running depot (deploy/demo.sh, from the early evening on): a limit, a dispatch request that can be met in
# part, one that is cancelled, loss of contact and recovery. Prints every state with its reason, and watches the site's import against its
# limit throughout. Ends with 0 when no limit was broken, 1 when one was. Needs curl.
#
#   deploy/operator.sh            play
#   deploy/operator.sh --help     this text
#
# Environment, with defaults:
#   URL=http://localhost:8080     where the depot is
#   OPERATOR=north                the operator's name
#   FAILSAFE_KW=                  import limit without contact; a third of the connection when not set
#   CORRIDOR_ACCESS_OPERATOR_PASSWORD=depot   password of the account "operator", as deploy/demo.sh has it
set -euo pipefail
case ${1:-} in
  '') ;;
  --help | -h) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//p}' "$0"; exit 0 ;;
  *) echo "Unknown option \"$1\"; allowed is --help." >&2; exit 64 ;;
esac
url=${URL:-http://localhost:8080}
operator=${OPERATOR:-north}
run=$(date +%s)
work=$(mktemp -d)
api() { curl -sS --max-time 30 -u "operator:${CORRIDOR_ACCESS_OPERATOR_PASSWORD:-depot}" -H 'Content-Type: application/json' "$@"; }
text() { grep -o "\"$1\":\"[^\"]*\"" | head -n 1 | cut -d'"' -f4; }
number() { grep -o "\"$1\":[-0-9.]*" | head -n 1 | cut -d: -f2; }
clock() { api "$url/api/clock" | text now; }
epoch() { date -u -d "$1" +%s; }
later() { date -u -d "@$(($(epoch "$(clock)") + $1))" +%Y-%m-%dT%H:%M:%SZ; } # clock seconds from now
say() { printf '%s  %s\n' "$(clock | cut -c12-19)" "$*"; }
await() { until [ "$(epoch "$(clock)")" -ge "$(epoch "$1")" ]; do sleep 0.2; done; }

if ! api "$url/api/clock" >/dev/null; then
  echo "There is no depot at $url; start deploy/demo.sh, or set URL." >&2
  exit 69
fi
speed=$(api "$url/api/clock" | number speed)
whole=${speed%.*}
connection=$(api "$url/api/site" | number importLimitKw)
failsafe=${FAILSAFE_KW:-$((${connection%.*} / 3))}
every=$((whole > 30 ? 2 * whole : 60)) # clock seconds between heartbeats, two seconds or more of ours

finish() {
  touch "$work/end"
  wait 2>/dev/null || true
  api -X DELETE "$url/api/operators/$operator" >/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

# The site's metered import against the limit in force, whenever one of them changes. The stream is opened anew every ten seconds.
(while [ ! -e "$work/end" ]; do
  { curl -sS --max-time 10 -N "$url/api/live" 2>/dev/null || true; } | awk '
    /^data:/ {
      if (match($0, /"siteKw":[-0-9.]+/)) kw = substr($0, RSTART + 9, RLENGTH - 9)
      if (match($0, /"siteLimitKw":[-0-9.]+/)) limit = substr($0, RSTART + 14, RLENGTH - 14)
      if (match($0, /"now":"[^"]*"/)) now = substr($0, RSTART + 7, RLENGTH - 8)
      if (kw != "" && limit != "") { print kw, limit, now; fflush() }
    }' >>"$work/meter" || true
  sleep 0.1
done) &
# Heartbeats, while the file says so.
touch "$work/speaking"
(while [ ! -e "$work/end" ]; do
  [ ! -e "$work/speaking" ] || api -X POST "$url/api/operators/$operator/heartbeat" >/dev/null || true
  sleep 1
done) &

show() { # KEY: its state and why
  local status
  status=$(api "$url/api/requests/$1")
  say "$1: $(text state <<<"$status") ($(text code <<<"$status")) $(text reason <<<"$status")"
}
ask() { # JSON: asks and prints state, decision and reason
  local answer key decision
  answer=$(api -X POST -H 'Prefer: wait=10' "$url/api/requests" -d "$1")
  key=$(text key <<<"$answer")
  [ -n "$key" ] || { say "refused: $answer"; exit 1; }
  until grep -q '"decision":{' <<<"$answer"; do # a busy machine
    case $(text state <<<"$answer") in EXPIRED | CANCELLED) break ;; esac
    sleep 0.5
    answer=$(api "$url/api/requests/$key")
  done
  decision=$(grep -o '"decision":{.*' <<<"$answer") || true
  say "$key: $(text state <<<"$decision") ($(text code <<<"$decision")) $(text reason <<<"$decision")"
  grep -o '"accepted":\[[^]]*\]' <<<"$decision" | grep -o '{[^}]*}' | sed 's/^/            accepted /' |
    awk 'NR <= 8 { print } END { if (NR > 8) print "            … and " NR - 8 " more intervals" }' || true
}
contact() { # STATE…: waits for one of them, and leaves it in $state
  local status
  for _ in {1..600}; do
    status=$(api "$url/api/operators" | grep -o "{\"operator\":\"$operator\"[^}]*") || true
    state=$(text state <<<"$status") || true
    case " $* " in *" $state "*) say "contact: $state, $(text reason <<<"$status")"; return ;; esac
    sleep 0.1
  done
  say "contact: still $state instead of $*"
  exit 1
}

say "The depot's connection is $connection kW, its clock runs at $speed; agreeing on $failsafe kW without contact."
api -X PUT "$url/api/operators/$operator" -d "{\"failsafeKw\":$failsafe,\"expectedEverySeconds\":$every}" >/dev/null
contact FREE LIMITED

say "--- a limit: half the connection for half an hour"
from=$(later 300) to=$(later 2100)
ask "{\"id\":\"cap-$run\",\"operator\":\"$operator\",\"kind\":\"IMPORT_LIMIT\",\"from\":\"$from\",\"to\":\"$to\",\"kw\":$((${connection%.*} / 2))}"
await "$from"
contact LIMITED
show "$operator:cap-$run"

say "--- a dispatch request: 20 kW more than planned, cancelled before it begins"
ask "{\"id\":\"less-$run\",\"operator\":\"$operator\",\"kind\":\"DISPATCH\",\"relative\":true,\"from\":\"$(later 1800)\",\"to\":\"$(later 2700)\",\"kw\":20}"
api -X DELETE "$url/api/requests/$operator:less-$run" >/dev/null
show "$operator:less-$run"

say "--- another one: nothing at all for six hours of the night"
begin=$(later 14400)
ask "{\"id\":\"night-$run\",\"operator\":\"$operator\",\"kind\":\"DISPATCH\",\"from\":\"$begin\",\"to\":\"$(later 36000)\",\"kw\":0}"

say "--- contact is lost"
rm "$work/speaking"
contact HOLDING FAILSAFE
[ "$state" = FAILSAFE ] || contact FAILSAFE
await "$(later 300)"
say "--- and comes back"
touch "$work/speaking"
contact RECOVERING FREE LIMITED
[ "$state" != RECOVERING ] || contact FREE LIMITED

api -X DELETE "$url/api/requests/$operator:night-$run" >/dev/null
show "$operator:night-$run"
await "$(later 1200)"
show "$operator:cap-$run"
echo
api "$url/api/requests/$operator:cap-$run/delivery.csv" || true
echo
awk '{ n++; if ($1 > $2 + 0.5) { broken++; print "above its limit at " $3 ": " $1 " of " $2 " kW" } if ($2 > 0 && $1 / $2 > most) most = $1 / $2 }
  END {
    printf "%d readings of the site meter, at most %.0f %% of the limit, %d above it\n", n, 100 * most, broken
    if (n < 60) print "too few readings to say that the limit was kept"
    exit broken > 0 || n < 60
  }' "$work/meter"
