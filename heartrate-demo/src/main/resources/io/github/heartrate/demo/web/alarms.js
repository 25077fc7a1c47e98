/* The list of active alarms, what is read out of it, and acknowledging. */

import * as clock from './clock.js';
import { $, byUrgency, count, elapsed, element, write } from './text.js';

const SHOWN_ALARMS = 100;
const TOAST_MILLIS = 8000;
const ANSWER_MILLIS = 15000;
const SPOKEN = { HIGH: 'High priority', MEDIUM: 'Medium priority', LOW: 'Low priority' };

const rows = new Map();
let announced = null;

const place = (bed) => (bed === null ? 'bed not drawn' : `bed ${bed}`);

/** The active alarms of the tiles and of the beds without one, the most urgent first, and how many there are in all. */
export function collect(tiles, undrawn) {
  const active = undrawn.alarms.map(({ patient, alarm }) => ({ ...alarm, bed: null, patient }));
  for (const tile of tiles) {
    for (const alarm of tile.alarms) active.push({ ...alarm, bed: tile.view.bed, patient: tile.view.patient });
  }
  active.sort(byUrgency);
  return { active, total: active.length - undrawn.alarms.length + undrawn.alarmCount };
}

export function renderAlarms({ active, total }) {
  const list = active.slice(0, SHOWN_ALARMS);
  $('alarm-more').hidden = total === list.length;
  write($('alarm-more'), `and ${count(total - list.length, 'more alarm')}, less urgent`);
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
  const key = JSON.stringify([alarm.event, alarm.text, alarm.priority, alarm.acknowledgedBy, alarm.bed]);
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
  const row = element('li', `p-${alarm.priority.toLowerCase()}${unseen ? ' unseen' : ''}`);
  const what = element('span', `what filled${unseen && alarm.priority !== 'LOW' ? ' flash' : ''}`);
  const icon = element('span', 'icon', '\u26A0 ');
  icon.setAttribute('aria-hidden', 'true');
  what.append(icon, alarm.text);
  const who = element('span', 'who', alarm.patient);
  who.title = alarm.patient;
  const since = element('span', 'since');
  since.dataset.raised = alarm.raised;
  since.dataset.reminders = alarm.reminders;
  const act = element('span', 'act');
  act.append(unseen ? acknowledgeButton(alarm, alarm) : acknowledgedNode(alarm));
  row.append(what, element('span', 'bed', alarm.bed === null ? 'Not drawn' : `Bed ${alarm.bed}`), who, since, act);
  return row;
}

export function tickAlarms() {
  for (const row of rows.values()) {
    const since = row.querySelector('.since');
    const reminders = Number(since.dataset.reminders);
    write(since, `${reminders > 0 ? `reminder ${reminders}, ` : ''}for ${elapsed(clock.now() - Number(since.dataset.raised))}`);
  }
}

/** New notices are read out, urgent ones at once; `summary` is what is said of all when the page comes to know them. */
export function announce({ active }, summary) {
  const before = announced;
  announced = new Set(active.map((alarm) => alarm.event));
  if (summary !== '') say('polite', summary);
  if (before === null) return;
  for (const level of summary === '' ? ['assertive', 'polite'] : ['assertive']) {
    const fresh = active.filter((alarm) => !before.has(alarm.event) && alarm.acknowledgedBy === null
      && (alarm.priority === 'HIGH') === (level === 'assertive'));
    if (fresh.length > 3) say(level, `${fresh.length} new alarms`);
    else if (fresh.length > 0) say(level, fresh.map((a) => `${SPOKEN[a.priority]}: ${a.spoken}, ${place(a.bed)}, ${a.patient}`).join('. '));
  }
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
  try {
    const response = await fetch('/acknowledge', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ episode: alarm.episode, event: alarm.event, by }),
      signal: AbortSignal.timeout(ANSWER_MILLIS),
    });
    if (!response.ok) toast(`Not acknowledged: ${(await response.text()).trim()}`);
  } catch {
    toast('The server does not answer: whether the alarm is acknowledged is not known.');
  }
}

let toastTimer = 0;
function toast(text) {
  $('toast').hidden = false;
  write($('toast'), text);
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { $('toast').hidden = true; }, TOAST_MILLIS);
}
