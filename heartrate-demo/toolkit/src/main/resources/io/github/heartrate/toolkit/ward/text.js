/* Words, numbers and elements that all parts of the page share. Text goes in by textContent only. */

import * as clock from './clock.js';

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

/** What is known of a lost signal beside the last reading: a run that was under way, readings that come too late. */
export function lostWords({ run, late, newestLate }) {
  const known = [];
  if (run !== null) known.push(`${run} when the signal went`);
  if (late > 0) known.push(`${count(late, 'late reading')} since, newest dated ${clock.dated(newestLate)}`);
  return known;
}

/** Active and unacknowledged first, then latched, then acknowledged; then the more urgent, then the older. */
export function byUrgency(a, b) {
  return Number(a.acknowledgedBy !== null) - Number(b.acknowledgedBy !== null)
    || Number(a.latched) - Number(b.latched)
    || PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority)
    || a.raised - b.raised
    || (a.episode < b.episode ? -1 : 1);
}
