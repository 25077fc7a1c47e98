/* The ward: takes the server's frames, keeps the tiles and the past episodes, says what is known, runs the one timer. */

import * as clock from './clock.js';
import { acknowledgeButton, acknowledgedNode, announce, collect, renderAlarms, tickAlarms, unsay } from './alarms.js';
import { told } from './knowledge.js';
import { arrange } from './layout.js';
import { Link } from './link.js';
import * as pause from './pause.js';
import { $, CONDITIONS, age, count, elapsed, element, shown, words, write } from './text.js';
import { Tile } from './tile.js';

const TICK_MILLIS = 250;
const SHOWN_PAST = 100;

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

let windowSeconds = 300;
const span = () => [clock.now() / 1000 - windowSeconds, clock.now() / 1000];
const ward = { state: 'connecting', span, colours, acknowledgedNode, acknowledgeButton };
const tiles = new Map();

const NO_FRAME = { title: 'Ward', ended: false, feed: null, counts: { readings: 0 } };
const NONE_UNDRAWN = { beds: 0, exact: true, alarmCount: 0, latchedCount: 0, unlisted: 0, alarms: [] };
let latest = NO_FRAME;
let undrawn = NONE_UNDRAWN;
let alarms = { alarms: [], total: 0, latched: 0, all: 0 };
let connection = 'connecting';
let reason = '';

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
new ResizeObserver(arrangeTiles).observe($('tiles'));
addEventListener('resize', arrangeTiles);

let lines = 1;
function arrangeTiles() {
  arrange(tiles.size, lines);
}

/* Frames */

function take(frame) {
  requireFrame(frame);
  const resumed = connection !== 'live';
  clock.set(frame);
  if (frame.full) start(frame);
  latest = frame;
  updateTiles(frame.tiles);
  for (const past of frame.past) $('past-rows').prepend(pastRow(past));
  while ($('past-rows').childElementCount > SHOWN_PAST) $('past-rows').lastElementChild.remove();
  write($('past-none'), $('past-rows').childElementCount > 0 ? '' : 'None yet.');
  if (frame.undrawn !== null) {
    undrawn = frame.undrawn;
    renderUndrawn();
  }
  connection = 'live';
  reason = '';
  renderAll(resumed);
  renderCounts(frame.counts);
}

/** Everything that alarms and pauses make of the page; `resumed` if it knew nothing, or nothing new, before. */
function renderAll(resumed) {
  alarms = collect(tiles.values(), undrawn);
  renderAlarms(alarms);
  const most = [...tiles.values()].reduce((least, tile) => Math.max(least, tile.lines), 1);
  if (most !== lines) {
    lines = most;
    arrangeTiles();
  }
  const now = tell();
  const latched = alarms.latched > 0 ? `${count(alarms.latched, 'latched alarm')}.` : '';
  const summary = [now.calm || now.unknown || `${count(alarms.total, 'active alarm')}.`, latched, now.paused].filter((part) => part !== '').join(' ');
  announce(alarms, resumed ? summary : '', pause.news([...tiles.values()].map((tile) => tile.view), resumed));
}

let pauses = '';
/** A pause that ends by itself ends by the ward's clock, whether or not a frame has come. */
function watchPauses() {
  const now = [...tiles.values()].map((tile) => pause.state(tile.view.pause)).join() + undrawn.alarms.map((each) => pause.state(each.pause)).join();
  if (now === pauses) return;
  pauses = now;
  if (connection === 'live') renderAll(false);
}

function requireFrame(frame) {
  const begins = frame?.full === true || (clock.isSet() && frame?.full === false);
  if (!begins || typeof frame.now !== 'number' || !frame.feed || !frame.counts) throw new TypeError('not a frame of a ward');
}

/** A frame that holds everything: of this run after a lost connection, or of another one. */
function start(frame) {
  tiles.forEach((tile) => tile.remove());
  tiles.clear();
  onScreen.disconnect();
  sized.disconnect();
  $('past-rows').replaceChildren();
  undrawn = NONE_UNDRAWN;
  windowSeconds = frame.windowSeconds;
  write($('zone'), frame.zone);
  write($('past-zone'), frame.zone);
  write($('title'), frame.title);
  $('demo').hidden = !frame.demo;
}

function updateTiles(views) {
  const added = [];
  for (const view of views) {
    let tile = tiles.get(String(view.bed));
    if (!tile) {
      tile = new Tile(view, ward);
      tiles.set(String(view.bed), tile);
      added.push(tile);
    }
    tile.update(view);
  }
  added.sort((a, b) => a.node.dataset.bed - b.node.dataset.bed);
  for (const tile of added) {
    $('tiles').append(tile.node);
    onScreen.observe(tile.node);
    sized.observe(tile.node);
  }
  if (added.length > 0) arrangeTiles();
}

function renderCounts(counts) {
  const shownCounts = [
    ['Patients', counts.patients],
    ['Readings', counts.readings],
    ...Object.entries(counts.episodes).map(([condition, episodes]) => [CONDITIONS[condition], episodes]),
  ];
  if (counts.ignored > 0) shownCounts.push(['Ignored', counts.ignored]);
  const list = $('counts');
  while (list.childElementCount > shownCounts.length) list.lastElementChild.remove();
  while (list.childElementCount < shownCounts.length) {
    const pair = element('div');
    pair.append(element('dt'), element('dd'));
    list.append(pair);
  }
  shownCounts.forEach(([name, number], i) => {
    write(list.children[i].firstChild, name);
    write(list.children[i].lastChild, number.toLocaleString('en'));
  });
}

/** What has no tile is told in words; its alarms are in the list with the others. */
function renderUndrawn() {
  const { beds, exact, unlisted } = undrawn;
  $('undrawn').hidden = beds === 0;
  write($('undrawn'), `${exact ? '' : 'At least '}${count(beds, 'more bed')} ${beds === 1 ? 'is' : 'are'} not drawn; `
    + 'alarms there are in the list of alarms.');
  $('alarm-unlisted').hidden = unlisted === 0;
  write($('alarm-unlisted'), `${count(unlisted, 'alarm')} of beds that are not drawn could not be listed: too many at once.`);
}

function pastRow(past) {
  const row = element('tr');
  const cells = [
    `${clock.date(past.cleared)} ${clock.time(past.cleared)}`, past.bed === null ? 'not drawn' : String(past.bed), past.patient,
    CONDITIONS[past.condition], words(past.priority), `${clock.date(past.raised)} ${clock.time(past.raised)}`,
    elapsed(past.cleared - past.raised), past.peak === null ? '' : shown(past.peak), words(past.reason), past.acknowledgedBy || '',
  ];
  cells.forEach((text, i) => {
    const cell = element('td', i === 6 || i === 7 ? 'number' : '', text);
    cell.title = text;
    row.append(cell);
  });
  return row;
}

/* What is known */

function lose(why) {
  connection = 'lost';
  if (why !== '') reason = why;
  clock.stop();
  unsay();
  tell();
}

/** Writes what may be said now, into every place that says something of the ward as a whole. */
function tell() {
  const beds = [...tiles.values()];
  const now = told({
    link: connection,
    at: clock.isSet() ? `${clock.time(clock.now())} ${clock.zone()}` : null,
    reason,
    feed: latest.feed,
    ended: latest.ended,
    readings: latest.counts.readings,
    total: alarms.total,
    latched: alarms.latched,
    paused: beds.filter((tile) => pause.left(tile.view.pause) > 0).map((tile) => tile.view.bed),
    beds: beds.length,
    blind: beds.filter((tile) => tile.isBlind()).length,
  });
  let changed = false;
  if ($('link').dataset.state !== now.state) {
    $('link').dataset.state = now.state;
    ward.state = ['connecting', 'lost', 'ended'].includes(now.state) ? now.state : 'live';
    document.body.dataset.state = ward.state;
    tiles.forEach((tile) => tile.tick(true));
    changed = true;
  }
  write($('link'), now.badge);
  for (const id of ['ended', 'calm', 'unknown', 'empty', 'paused', 'latched']) {
    write($(id), now[id]);
    $(id).hidden = now[id] === '';
  }
  write($('lost-since'), now.lost);
  write($('lost-consequence'), now.consequence);
  $('lost').hidden = now.lost === '';
  write($('alarms-heading'), now.heading);
  $('alarm-count').hidden = now.total === null;
  write($('alarm-count'), now.total === null ? '' : String(now.total));
  $('counts').hidden = connection !== 'live';
  $('past').hidden = !clock.isSet();
  document.title = `${now.tab} - ${latest.title} - heartrate`;
  tickClock();
  if (changed) arrangeTiles();
  return now;
}

const opened = clock.mark();
function tickClock() {
  const known = clock.isSet() && connection === 'live';
  write($('clock'), known ? clock.time(clock.now()) : '--:--:--');
  write($('date'), known ? clock.date(clock.now()) : '');
  write($('lost-age'), connection === 'lost' ? `, ${age(clock.isSet() ? clock.silence() : clock.since(opened))} ago.` : '');
}

/* The one timer: flashing (2 Hz high, 0.5 Hz medium), ages, elapsed times, the watch over the connection */

const link = new Link('/events', take, lose);
const stillness = matchMedia('(prefers-reduced-motion: reduce)');
function phase(name, on) {
  const lit = stillness.matches || ward.state !== 'live' || on ? 'on' : 'off';
  if (document.documentElement.dataset[name] !== lit) document.documentElement.dataset[name] = lit;
}

let lastSecond = -1;
function beat() {
  setTimeout(beat, TICK_MILLIS - (performance.now() % TICK_MILLIS));
  const ticks = Math.round(performance.now() / TICK_MILLIS);
  phase('fast', ticks % 2 === 0);
  phase('slow', ticks % 8 < 4);
  link.watch();
  const second = Math.floor(performance.now() / 1000);
  if (second === lastSecond) return;
  lastSecond = second;
  tiles.forEach((tile) => tile.tick(false));
  watchPauses();
  tickAlarms();
  tell();
}

$('compact').addEventListener('click', () => {
  const compact = document.body.classList.toggle('compact');
  $('compact').setAttribute('aria-pressed', String(compact));
  arrangeTiles();
});
$('by').addEventListener('input', () => $('by').removeAttribute('aria-invalid'));

link.connect();
beat();
tell();
