// The connection to the service: one stream of events, watched, opened again when it is lost.

const SILENCE_MS = 5000; // the service sends a sign of life every two seconds
const RETRY_MS = 1500;

/**
 * @param {{onCycle: (state: object) => void, onChange: (patch: object) => void, onBeat: (now: string) => void,
 *          onState: (state: 'connected' | 'lost', since: Date) => void, onOpen: () => void}} listener
 */
export function live(listener) {
  let source = null;
  let heard = Date.now();
  let connected = false;

  function open() {
    source = new EventSource('api/live');
    source.addEventListener('open', () => listener.onOpen());
    source.addEventListener('cycle', (event) => {
      hear();
      listener.onCycle(JSON.parse(event.data));
    });
    source.addEventListener('change', (event) => {
      hear();
      listener.onChange(JSON.parse(event.data));
    });
    source.addEventListener('beat', (event) => {
      hear();
      listener.onBeat(JSON.parse(event.data).now);
    });
    source.addEventListener('error', lose);
  }

  function hear() {
    heard = Date.now();
    if (!connected) {
      connected = true;
      listener.onState('connected', new Date());
    }
  }

  function lose() {
    if (!source) return;
    source.close();
    source = null;
    connected = false;
    listener.onState('lost', new Date(heard));
    setTimeout(open, RETRY_MS);
  }

  setInterval(() => {
    if (source && Date.now() - heard > SILENCE_MS) {
      heard = Date.now(); // the next attempt gets its own time
      lose();
    }
  }, 500);
  open();
}
