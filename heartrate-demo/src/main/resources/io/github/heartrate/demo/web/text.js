/* Words, numbers and elements that all parts of the page share. Text goes in by textContent only. */

export const PRIORITIES = ['HIGH', 'MEDIUM', 'LOW'];
export const CONDITIONS = { BRADYCARDIA: 'Bradycardia', TACHYCARDIA: 'Tachycardia', SIGNAL_LOSS: 'Signal loss' };

export const $ = (id) => document.getElementById(id);

export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** Writes only what differs: layout and screen readers are left in peace. */
export function write(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

export function elapsed(millis) {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n) => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

export function age(millis) {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 100) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 100 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}

export function shown(bpm) {
  return Number.isInteger(bpm) ? String(bpm) : bpm.toFixed(1);
}

/** `1 alarm`, `2 alarms`. */
export function count(n, noun) {
  return `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;
}

/** `SIGNAL_LOSS` as `Signal loss`. */
export function words(constant) {
  return constant.charAt(0) + constant.slice(1).toLowerCase().replaceAll('_', ' ');
}

/** Unacknowledged first, then the more urgent, then the older. */
export function byUrgency(a, b) {
  return Number(a.acknowledgedBy !== null) - Number(b.acknowledgedBy !== null)
    || PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority)
    || a.raised - b.raised
    || (a.episode < b.episode ? -1 : 1);
}
