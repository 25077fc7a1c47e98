/* The ward's time: the server's, carried on between frames by the time since; never the browser's own date.
   It stands still without a connection and after the end, since nothing is known of the time after. */

let anchor = null;
let running = false;
let times = null;
let dates = null;
let shift = 0;
let zoneName = '';

/** Marks a moment. The time since is told by two clocks: one stands still while a computer sleeps, the other may be set. */
export function mark() {
  return { steady: performance.now(), wall: Date.now() };
}

export function since(moment) {
  return Math.max(performance.now() - moment.steady, Date.now() - moment.wall);
}

export function set(frame) {
  if (frame.full) setZone(frame);
  anchor = { server: frame.now, heard: mark() };
  running = !frame.ended;
}

export function stop() {
  running = false;
}

/** A zone that the browser does not know is shown by its present distance from UTC. */
function setZone({ zone, offsetSeconds }) {
  const format = (options, timeZone) => new Intl.DateTimeFormat('sv-SE', { ...options, timeZone });
  let known = zone;
  shift = 0;
  try {
    format({}, zone);
  } catch {
    known = 'UTC';
    shift = offsetSeconds * 1000;
  }
  times = format({ timeStyle: 'medium' }, known);
  dates = format({ dateStyle: 'short' }, known);
  zoneName = zone;
}

export const isSet = () => anchor !== null;
export const zone = () => zoneName;
export const now = () => (anchor === null ? 0 : anchor.server + (running ? since(anchor.heard) : 0));
/** How long ago, by the browser's clocks, the server was last heard. */
export const silence = () => since(anchor.heard);
export const time = (millis) => times.format(new Date(millis + shift));
export const date = (millis) => dates.format(new Date(millis + shift));
/** The time, with the date if that is another than now. */
export const dated = (millis) => (date(millis) === date(now()) ? time(millis) : `${date(millis)} ${time(millis)}`);
