/* The ward: takes the server's frames, keeps the tiles, the alarm list and the past episodes, and runs the one clock. */

import { Tile, byUrgency, element, elapsed, shown, write } from './tile.js';

const TICK_MILLIS = 250;
const SILENCE_MILLIS = 5000;
const RETRY_MILLIS = [500, 1000, 2000, 4000];
const SHOWN_ALARMS = 100;
const SHOWN_PAST = 100;
const TOAST_MILLIS = 8000;
const SPOKEN = { HIGH: 'High priority', MEDIUM: 'Medium priority', LOW: 'Low priority' };
const CONDITIONS = { BRADYCARDIA: 'Bradycardia', TACHYCARDIA: 'Tachycardia', SIGNAL_LOSS: 'Signal loss' };

const $ = (id) => document.getElementById(id);
const words = (constant) => constant.charAt(0) + constant.slice(1).toLowerCase().replaceAll('_', ' ');

/* The server's clock, carried on between frames by the time since, never by the browser's own date. */
let anchor = null;
const now = () => (anchor === null ? 0 : anchor.server + (performance.now() - anchor.local));

let clockFormat = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: 'UTC' });
const clockTime = (millis) => clockFormat.format(new Date(millis));

let palette = null;
function colours() {
  if (palette === null) {
    const style = getComputedStyle(document.documentElement);
    palette = { rate: style.getPropertyValue('--rate').trim(), limit: style.getPropertyValue('--limit').trim() };
  }
  return palette;
}
matchMedia('(prefers-color-scheme: light)').addEventListener('change', () => {
  palette = null;
  tiles.forEach((tile) => tile.setVisible(tile.visible));
});

const ward = { now, colours, lost: false, windowSeconds: 300, acknowledgedNode, acknowledgeButton };
const tiles = new Map();
const rows = new Map();
let undrawn = { beds: 0, exact: true, alarmCount: 0, unlisted: 0, alarms: [] };
let announced = null;

const onScreen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    const tile = tiles.get(entry.target.dataset.bed);
    if (tile) tile.setVisible(entry.isIntersecting);
  }
}, { rootMargin: '100px' });
const sized = new ResizeObserver((entries) => {
  for (const entry of entries) {
    const tile = tiles.get(entry.target.dataset.bed);
    if (tile && tile.visible) tile.draw();
  }
});

/* Frames */

function take(frame) {
  anchor = { server: frame.now, local: performance.now() };
  if (frame.full) {
    start(frame);
  }
  const order = [];
  for (const view of frame.tiles) {
    let tile = tiles.get(String(view.bed));
    if (!tile) {
      tile = new Tile(view, ward);
      tiles.set(String(view.bed), tile);
      order.push(tile);
    }
    tile.update(view);
  }
  order.sort((a, b) => a.node.dataset.bed - b.node.dataset.bed);
  for (const tile of order) {
    $('tiles').append(tile.node);
    onScreen.observe(tile.node);
    sized.observe(tile.node);
  }
  for (const past of frame.past) {
    $('past-rows').prepend(pastRow(past));
  }
  while ($('past-rows').childElementCount > SHOWN_PAST) $('past-rows').lastElementChild.remove();
  $('empty').hidden = tiles.size > 0;
  $('ended').hidden = !frame.ended;
  if (frame.undrawn !== null) {
    undrawn = frame.undrawn;
    renderUndrawn();
  }
  renderCounts(frame.counts);
  renderAlarms();
  setLink('live');
}

function start(frame) {
  tiles.forEach((tile) => tile.remove());
  tiles.clear();
  onScreen.disconnect();
  sized.disconnect();
  $('past-rows').replaceChildren();
  ward.windowSeconds = frame.windowSeconds;
  clockFormat = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: frame.zone });
  write($('zone'), frame.zone);
  write($('title'), frame.title);
  document.title = `${frame.title} - heartrate`;
  $('demo').hidden = !frame.demo;
}

function renderCounts(counts) {
  const shownCounts = [
    ['Patients', counts.patients],
    ['Readings', counts.readings],
    ...Object.entries(counts.episodes).map(([condition, count]) => [CONDITIONS[condition], count]),
  ];
  if (counts.ignored > 0) shownCounts.push(['Ignored', counts.ignored]);
  const list = $('counts');
  while (list.childElementCount > shownCounts.length) list.lastElementChild.remove();
  while (list.childElementCount < shownCounts.length) {
    const pair = element('div');
    pair.append(element('dt'), element('dd'));
    list.append(pair);
  }
  shownCounts.forEach(([name, count], i) => {
    write(list.children[i].firstChild, name);
    write(list.children[i].lastChild, count.toLocaleString('en'));
  });
}

/** What has no tile is told in words; its alarms are in the list with the others. */
function renderUndrawn() {
  const { beds, exact, unlisted } = undrawn;
  const count = (n, noun) => `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;
  $('undrawn').hidden = beds === 0;
  write($('undrawn'), `${exact ? '' : 'At least '}${count(beds, 'more bed')} ${beds === 1 ? 'is' : 'are'} not drawn; `
    + 'alarms there are in the list above.');
  $('alarm-unlisted').hidden = unlisted === 0;
  write($('alarm-unlisted'), `${count(unlisted, 'alarm')} of beds that are not drawn could not be listed: too many at once.`);
}

/* Alarms */

const place = (bed) => (bed === null ? 'bed not drawn' : `bed ${bed}`);

function renderAlarms() {
  const active = undrawn.alarms.map(({ patient, alarm }) => ({ ...alarm, bed: null, patient }));
  for (const tile of tiles.values()) {
    for (const alarm of tile.alarms) active.push({ ...alarm, bed: tile.view.bed, patient: tile.view.patient });
  }
  active.sort(byUrgency);
  const total = active.length - undrawn.alarms.length + undrawn.alarmCount;
  announce(active, total);
  write($('alarm-count'), String(total));
  $('calm').hidden = active.length > 0;
  const list = active.slice(0, SHOWN_ALARMS);
  $('alarm-more').hidden = total === list.length;
  write($('alarm-more'), `and ${total - list.length} more, less urgent ones`);
  const kept = new Set(list.map((alarm) => alarm.episode));
  for (const [episode, row] of rows) {
    if (!kept.has(episode)) {
      row.remove();
      rows.delete(episode);
    }
  }
  const focus = document.activeElement;
  list.forEach((alarm, position) => {
    let row = rows.get(alarm.episode);
    const key = JSON.stringify([alarm.event, alarm.text, alarm.priority, alarm.acknowledgedBy, alarm.bed]);
    if (!row || row.dataset.key !== key) {
      const fresh = alarmRow(alarm);
      fresh.dataset.key = key;
      const hadFocus = row && row.contains(focus);
      if (row) row.replaceWith(fresh);
      if (hadFocus) (fresh.querySelector('button') || $('alarms')).focus();
      row = fresh;
      rows.set(alarm.episode, row);
    }
    const there = $('alarm-list').children[position];
    if (there !== row) $('alarm-list').insertBefore(row, there || null);
  });
  if (focus instanceof HTMLElement && focus.isConnected && document.activeElement !== focus && document.activeElement === document.body) focus.focus();
  tickAlarms();
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

function tickAlarms() {
  for (const row of rows.values()) {
    const since = row.querySelector('.since');
    const reminders = Number(since.dataset.reminders);
    write(since, `${reminders > 0 ? `reminder ${reminders}, ` : ''}for ${elapsed(now() - Number(since.dataset.raised))}`);
  }
}

/** New notices are read out, urgent ones at once; what was there when the page came is one sentence. */
function announce(active, total) {
  const events = new Set(active.map((alarm) => alarm.event));
  if (announced === null) {
    if (active.length > 0) say('polite', `${total} active alarms`);
  } else {
    for (const level of ['assertive', 'polite']) {
      const fresh = active.filter((alarm) => !announced.has(alarm.event) && alarm.acknowledgedBy === null
        && (alarm.priority === 'HIGH') === (level === 'assertive'));
      if (fresh.length > 3) say(level, `${fresh.length} new alarms`);
      else if (fresh.length > 0) say(level, fresh.map((a) => `${SPOKEN[a.priority]}: ${a.spoken}, ${place(a.bed)}, ${a.patient}`).join('. '));
    }
  }
  announced = events;
}

function say(region, text) {
  $(region).replaceChildren(element('span', '', text));
}

function acknowledgedNode(alarm) {
  return element('span', 'acknowledged', `${alarm.acknowledgedBy}, ${clockTime(alarm.acknowledgedAt)}`);
}

function acknowledgeButton(alarm, bed) {
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
    });
    if (!response.ok) toast(`Not acknowledged: ${(await response.text()).trim()}`);
  } catch {
    toast('Not acknowledged: the server does not answer.');
  }
}

let toastTimer = 0;
function toast(text) {
  $('toast').hidden = false;
  write($('toast'), text);
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { $('toast').hidden = true; }, TOAST_MILLIS);
}

/* Past episodes */

function pastRow(past) {
  const row = element('tr');
  const cells = [
    clockTime(past.cleared), past.bed === null ? 'not drawn' : String(past.bed), past.patient, CONDITIONS[past.condition], words(past.priority), clockTime(past.raised),
    elapsed(past.cleared - past.raised), past.peak === null ? '' : shown(past.peak), words(past.reason), past.acknowledgedBy || '',
  ];
  cells.forEach((text, i) => row.append(element('td', i === 6 || i === 7 ? 'number' : '', text)));
  return row;
}

/* The connection */

let source = null;
let lastFrame = performance.now();
let retries = 0;
let retryAt = null;

function connect() {
  if (source) source.close();
  retryAt = null;
  lastFrame = performance.now();
  source = new EventSource('/events');
  source.onmessage = (message) => {
    lastFrame = performance.now();
    retries = 0;
    take(JSON.parse(message.data));
  };
  source.onerror = retry;
}

function retry() {
  source.close();
  setLink('lost');
  if (retryAt === null) {
    retryAt = performance.now() + RETRY_MILLIS[Math.min(retries++, RETRY_MILLIS.length - 1)];
  }
}

function setLink(state) {
  if ($('link').dataset.state === state) return;
  $('link').dataset.state = state;
  ward.lost = state === 'lost';
  document.body.classList.toggle('lost-link', ward.lost);
  write($('link'), ward.lost ? 'Connection lost' : 'Live');
  $('lost').hidden = !ward.lost;
  write($('lost'), ward.lost && anchor !== null
    ? `Connection lost at ${clockTime(now())}. Values and alarms below are not current. Reconnecting.`
    : ward.lost ? 'No connection to the server. Trying again.' : '');
  tiles.forEach((tile) => tile.tick(false));
}

/* The one clock: flashing (2 Hz high, 0.5 Hz medium), ages, elapsed times, the watch over the connection */

const stillness = matchMedia('(prefers-reduced-motion: reduce)');
function phase(name, on) {
  if (document.documentElement.dataset[name] !== on) document.documentElement.dataset[name] = on;
}

let lastSecond = -1;
function beat() {
  setTimeout(beat, TICK_MILLIS - (performance.now() % TICK_MILLIS));
  const ticks = Math.round(performance.now() / TICK_MILLIS);
  phase('fast', stillness.matches || ticks % 2 === 0 ? 'on' : 'off');
  phase('slow', stillness.matches || ticks % 8 < 4 ? 'on' : 'off');
  if (retryAt !== null && performance.now() >= retryAt) connect();
  else if (retryAt === null && performance.now() - lastFrame > SILENCE_MILLIS) retry();
  const second = Math.floor(now() / 1000);
  if (second === lastSecond) return;
  lastSecond = second;
  if (anchor !== null) write($('clock'), clockTime(now()));
  tiles.forEach((tile) => tile.tick(false));
  tickAlarms();
}

$('compact').addEventListener('click', () => {
  const compact = document.body.classList.toggle('compact');
  $('compact').setAttribute('aria-pressed', String(compact));
});
$('by').addEventListener('input', () => $('by').removeAttribute('aria-invalid'));

connect();
beat();
