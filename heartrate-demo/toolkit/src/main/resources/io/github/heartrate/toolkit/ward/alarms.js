/* The list of active and latched alarms, what is read out of it, and acknowledging. */

import * as clock from './clock.js';
import { isQuiet } from './pause.js';
import { post, toast } from './requests.js';
import { $, age, byUrgency, count, elapsed, element, lostWords, shown, write } from './text.js';

const SHOWN_ALARMS = 100;
const SPOKEN = { HIGH: 'High priority', MEDIUM: 'Medium priority', LOW: 'Low priority' };

const rows = new Map();
let announced = null;

const place = (bed) => (bed === null ? 'bed not drawn' : `bed ${bed}`);

/** The alarms of the tiles and of the beds without one, the most urgent first, and how many are active and latched in all. */
export function collect(tiles, undrawn) {
  const listed = undrawn.alarms.map(({ patient, pause, alarm }) => ({ ...alarm, bed: null, patient, quiet: isQuiet(alarm, pause) }));
  const alarms = [...listed];
  for (const { view, alarms: own } of tiles) {
    for (const alarm of own) alarms.push({ ...alarm, bed: view.bed, patient: view.patient, quiet: isQuiet(alarm, view.pause) });
  }
  alarms.sort(byUrgency);
  const latched = (some) => some.filter((alarm) => alarm.latched).length;
  const unlisted = undrawn.alarmCount + undrawn.latchedCount - listed.length;
  return {
    alarms,
    total: alarms.length - latched(alarms) - (listed.length - latched(listed)) + undrawn.alarmCount,
    latched: latched(alarms) - latched(listed) + undrawn.latchedCount,
    all: alarms.length + unlisted,
  };
}

export function renderAlarms({ alarms, all }) {
  const list = alarms.slice(0, SHOWN_ALARMS);
  $('alarm-more').hidden = all === list.length;
  write($('alarm-more'), `and ${count(all - list.length, 'more alarm')}, less urgent`);
  const kept = new Set(list.map((alarm) => alarm.episode));
  for (const [episode, row] of rows) {
    if (!kept.has(episode)) {
      row.remove();
      rows.delete(episode);
    }
  }
  const focus = document.activeElement;
  list.forEach((alarm, position) => {
    const row = upToDateRow(alarm, focus);
    const there = $('alarm-list').children[position];
    if (there !== row) $('alarm-list').insertBefore(row, there || null);
  });
  if (focus instanceof HTMLElement && focus.isConnected && document.activeElement !== focus && document.activeElement === document.body) focus.focus();
  tickAlarms();
}

function upToDateRow(alarm, focus) {
  const row = rows.get(alarm.episode);
  const key = JSON.stringify([alarm.event, alarm.text, alarm.priority, alarm.acknowledgedBy, alarm.bed, alarm.quiet, alarm.lost]);
  if (row && row.dataset.key === key) return row;
  const fresh = alarmRow(alarm);
  fresh.dataset.key = key;
  const hadFocus = row && row.contains(focus);
  if (row) row.replaceWith(fresh);
  if (hadFocus) (fresh.querySelector('button') || $('alarms')).focus();
  rows.set(alarm.episode, fresh);
  return fresh;
}

function alarmRow(alarm) {
  const unseen = alarm.acknowledgedBy === null;
  const row = element('li', `p-${alarm.priority.toLowerCase()}${unseen ? ' unseen' : ''}${alarm.latched ? ' latched' : ''}${alarm.quiet ? ' quiet' : ''}`);
  const what = element('span', `what ${alarm.latched ? 'outlined' : 'filled'}${isFlashing(alarm) ? ' flash' : ''}`);
  const icon = element('span', 'icon', '\u26A0 ');
  icon.setAttribute('aria-hidden', 'true');
  what.append(icon, alarm.text);
  const who = element('span', 'who', alarm.patient);
  who.title = alarm.patient;
  const since = element('span', 'since');
  since.dataset.from = alarm.latched ? alarm.cleared ?? '' : alarm.raised;
  since.dataset.before = `${alarm.quiet ? 'paused, ' : ''}${alarm.reminders > 0 ? `reminder ${alarm.reminders}, ` : ''}${alarm.latched ? 'over ' : ''}`;
  const act = element('span', 'act');
  act.append(unseen ? acknowledgeButton(alarm, alarm) : acknowledgedNode(alarm));
  row.append(what, element('span', 'bed', alarm.bed === null ? 'Not drawn' : `Bed ${alarm.bed}`), who, since, act);
  if (alarm.lost !== null) row.append(lostNode(alarm.lost));
  return row;
}

/** What flashes wants to be seen now: neither what is over, nor what is paused, nor what is of low priority. */
export function isFlashing(alarm) {
  return alarm.acknowledgedBy === null && alarm.priority !== 'LOW' && !alarm.latched && !alarm.quiet;
}

/** The last reading with its age, which grows, and what else is known of a lost signal. */
function lostNode(lost) {
  const node = element('span', 'known');
  const last = element('span', 'last');
  if (lost.at === null) last.textContent = 'no reading yet';
  else {
    last.dataset.at = lost.at;
    last.dataset.bpm = shown(lost.bpm);
  }
  node.append(last, ...lostWords(lost).map((words) => element('span', '', words)));
  return node;
}

export function tickAlarms() {
  for (const row of rows.values()) {
    const since = row.querySelector('.since');
    const { from, before } = since.dataset;
    write(since, (before + (from === '' ? '' : `for ${elapsed(clock.now() - Number(from))}`)).trim());
    const last = row.querySelector('.last[data-at]');
    if (last) write(last, `last ${last.dataset.bpm} at ${clock.time(Number(last.dataset.at))}, ${age(clock.now() - Number(last.dataset.at))} ago`);
  }
}

/**
 * New notices are read out, urgent ones at once, but none that a pause keeps quiet; `also` is read out with them. `summary`
 * is what is said of all when the page comes to know them.
 */
export function announce({ alarms }, summary, also) {
  const before = announced;
  announced = new Set(alarms.map((alarm) => alarm.event));
  if (summary !== '') say('polite', summary);
  if (before === null) return;
  const fresh = alarms.filter((alarm) => !before.has(alarm.event) && alarm.acknowledgedBy === null && !alarm.quiet);
  const urgent = spoken(fresh.filter((alarm) => alarm.priority === 'HIGH'));
  if (urgent.length > 0) say('assertive', urgent.join('. '));
  if (summary !== '') return;
  const others = [...spoken(fresh.filter((alarm) => alarm.priority !== 'HIGH')), ...also];
  if (others.length > 0) say('polite', others.join('. '));
}

function spoken(fresh) {
  if (fresh.length > 3) return [`${fresh.length} new alarms`];
  return fresh.map((a) => `${SPOKEN[a.priority]}: ${a.spoken}, ${place(a.bed)}, ${a.patient}`);
}

function say(region, text) {
  $(region).replaceChildren(element('span', '', text));
}

/** Without a connection, nothing that was said of alarms is to be found any more. */
export function unsay() {
  for (const region of ['polite', 'assertive']) $(region).replaceChildren();
}

export function acknowledgedNode({ acknowledgedBy, acknowledgedAt }) {
  const node = element('span', 'acknowledged', acknowledgedAt === null ? acknowledgedBy : `${acknowledgedBy}, ${clock.time(acknowledgedAt)}`);
  node.title = node.textContent;
  return node;
}

export function acknowledgeButton(alarm, bed) {
  const button = element('button', 'acknowledge', 'Acknowledge');
  button.type = 'button';
  button.setAttribute('aria-label', `Acknowledge ${alarm.spoken}, ${place(bed.bed)}, ${bed.patient}`);
  button.addEventListener('click', () => acknowledge(alarm));
  return button;
}

async function acknowledge(alarm) {
  const by = $('by').value.trim();
  $('by').setAttribute('aria-invalid', String(by === ''));
  if (by === '') {
    toast('Enter your name first: an acknowledgement says who made it.');
    $('by').focus();
    return;
  }
  await post('/acknowledge', { episode: alarm.episode, event: alarm.event, by }, 'Not acknowledged',
    'The server does not answer: whether the alarm is acknowledged is not known.');
}
