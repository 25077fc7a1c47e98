/* One bed: its digits, limits, strip chart, alarms, pause. */

import * as clock from './clock.js';
import { isFlashing } from './alarms.js';
import { StripChart } from './chart.js';
import * as pause from './pause.js';
import { PRIORITIES, age, byUrgency, elapsed, element, lostWords, shown, write } from './text.js';

/** Digits of a rate at full size; a rate with a decimal is set smaller. */
const LONGEST_AT_FULL_SIZE = 4;

export class Tile {
  /** `ward` has the state of the page's knowledge, the chart's span and colours, and how to acknowledge. */
  constructor(view, ward) {
    this.ward = ward;
    this.visible = false;
    this.node = element('article', 'tile');
    this.node.dataset.bed = view.bed;
    const head = element('div', 'head');
    const title = element('h3', '', view.patient);
    title.title = view.patient;
    this.ageNode = element('span', 'age');
    const pauser = pause.button(view);
    pauser.addEventListener('click', () => pause.ask(this.view));
    head.append(element('span', 'bed', `Bed ${view.bed}`), title, this.ageNode, pauser);
    this.strips = element('div', 'strips');
    this.chartNode = element('div', 'chart');
    this.chartNode.setAttribute('role', 'img');
    this.chart = new StripChart(this.chartNode, ward.span, ward.colours);
    this.bpmNode = element('span', 'bpm', '--');
    this.highNode = element('span', 'limit');
    this.lowNode = element('span', 'limit');
    for (const figure of [this.bpmNode, this.highNode, this.lowNode]) figure.setAttribute('role', 'img');
    const limits = element('div', 'limits');
    limits.append(this.highNode, this.lowNode);
    const vital = element('div', 'vital');
    vital.append(this.bpmNode, limits);
    this.foot = element('div', 'foot');
    this.extremes = element('span', 'run');
    this.node.append(head, this.strips, this.chartNode, vital, this.foot);
    this.node.setAttribute('aria-label', `Bed ${view.bed}, ${view.patient}`);
  }

  /** Takes the newest state; new points are added to those it has. */
  update(view) {
    this.view = view;
    this.chart.add(view.points, view.gap);
    this.alarms = [...view.alarms].sort(byUrgency);
    this.renderVital();
    this.tick(true);
  }

  renderVital() {
    const { bpm, high, low } = this.view;
    write(this.bpmNode, bpm === null ? '--' : shown(bpm));
    this.bpmNode.classList.toggle('long', this.bpmNode.textContent.length > LONGEST_AT_FULL_SIZE);
    this.renderLimit(this.highNode, 'high', high, this.alarms.some((a) => a.breached === 'HIGH') || (bpm !== null && bpm > high));
    this.renderLimit(this.lowNode, 'low', low, this.alarms.some((a) => a.breached === 'LOW') || (bpm !== null && bpm < low));
  }

  renderLimit(node, name, value, breached) {
    node.className = `limit ${name}${breached ? ' breached' : ''}`;
    write(node, shown(value));
    node.setAttribute('aria-label', `${name} limit ${shown(value)}${breached ? ', breached' : ''}`);
  }

  renderAlarms() {
    const key = JSON.stringify([this.alarms, this.view.run, this.view.bpm === null, pause.state(this.view.pause)]);
    if (key === this.renderedAlarms) return;
    this.renderedAlarms = key;
    const alarms = this.alarms.map((alarm) => ({ ...alarm, quiet: pause.isQuiet(alarm, this.view.pause) }));
    const active = alarms.filter((alarm) => !alarm.latched);
    const latched = alarms.filter((alarm) => alarm.latched);
    this.node.className = `tile${kind(active, latched)}${pause.left(this.view.pause) > 0 ? ' paused' : ''}`;
    const focused = this.foot.contains(document.activeElement);
    const strips = [pause.strip(this.view.pause), ...(active.length ? active.flatMap((a) => this.strip(a)) : [this.quietStrip()]),
      ...latched.flatMap((a) => this.strip(a))];
    this.lines = strips.filter((strip) => strip !== null && !strip.classList.contains('calm')).length;
    this.strips.replaceChildren(...strips.filter((strip) => strip !== null));
    this.foot.replaceChildren(...this.footer());
    if (focused) (this.foot.querySelector('button') || this.foot).focus();
  }

  /** One line per alarm, and below it what is known of a lost signal. */
  strip(alarm) {
    const look = alarm.latched ? ' latched outlined' : ' filled';
    const strip = element('div', `strip${look} p-${alarm.priority.toLowerCase()}${isFlashing(alarm) ? ' flash' : ''}`);
    const text = element('span', 'text');
    const icon = element('span', 'icon', '\u26A0 ');
    icon.setAttribute('aria-hidden', 'true');
    text.append(icon, alarm.text);
    const since = element('span', 'since');
    since.dataset.from = alarm.latched ? alarm.cleared ?? '' : alarm.raised;
    since.dataset.before = alarm.latched ? 'over ' : '';
    if (alarm.reminders > 0) since.title = `Reminder ${alarm.reminders}`;
    strip.append(text, since);
    const known = alarm.lost === null ? [] : lostWords(alarm.lost);
    return known.length === 0 ? [strip] : [strip, element('div', 'strip known', known.join('; '))];
  }

  quietStrip() {
    const { run, bpm } = this.view;
    if (!run) return element('div', `strip quiet${bpm === null ? '' : ' calm'}`, 'No reading yet');
    const strip = element('div', 'strip quiet building');
    const dots = element('span', 'dots', '\u25CF'.repeat(run.count) + '\u25CB'.repeat(Math.max(0, run.needed - run.count)));
    dots.setAttribute('aria-hidden', 'true');
    strip.append(element('span', 'text', `${run.count}/${run.needed} ${run.violates}`));
    if (run.needed <= 12) strip.append(dots);
    return strip;
  }

  footer() {
    const parts = [];
    const open = this.alarms.find((a) => a.acknowledgedBy === null);
    const seen = this.alarms.find((a) => a.acknowledgedBy !== null);
    if (seen) parts.push(this.ward.acknowledgedNode(seen));
    const run = this.view.run;
    if (!seen && this.alarms.length && run) parts.push(element('span', 'run', `${run.count}/${run.needed} ${run.violates}`));
    if (parts.length === 0) parts.push(this.extremes);
    if (open) parts.push(this.ward.acknowledgeButton(open, this.view));
    return parts;
  }

  /** Whether there is no reading that is younger than the policy wants. */
  isBlind() {
    return this.view.at === null || clock.now() - this.view.at > this.view.staleAfter;
  }

  /** What the passing of time and the page's knowledge change: ages, elapsed times; the chart if something was added. */
  tick(changed) {
    this.renderAlarms();
    const { at } = this.view;
    const blind = this.isBlind();
    const stale = at !== null && blind;
    this.node.classList.toggle('stale', stale);
    write(this.ageNode, this.ageText(stale));
    this.bpmNode.setAttribute('aria-label', this.spokenRate(stale));
    const calm = this.strips.querySelector('.calm');
    if (calm) write(calm, this.calmText(stale));
    for (const since of this.strips.querySelectorAll('.since')) {
      const { from, before } = since.dataset;
      write(since, (before + (from === '' ? '' : elapsed(clock.now() - Number(from)))).trim());
    }
    const left = this.strips.querySelector('.left');
    if (left) write(left, pause.countdown(this.view.pause));
    pause.update(this.view);
    if (this.visible && (changed || stale)) this.draw();
  }

  ageText(stale) {
    const { at } = this.view;
    if (at === null) return 'no reading';
    if (this.ward.state !== 'live') return `last at ${clock.time(at)}`;
    return stale ? `no data for ${age(clock.now() - at)}` : `${age(clock.now() - at)} ago`;
  }

  spokenRate(stale) {
    const { bpm, at } = this.view;
    if (bpm === null) return 'no rate';
    const rate = `${shown(bpm)} beats per minute`;
    if (this.ward.state !== 'live') return `${rate}, not current, from ${clock.time(at)}`;
    return stale ? `${rate}, stale, ${age(clock.now() - at)} old` : rate;
  }

  calmText(stale) {
    if (this.ward.state === 'lost' || stale) return 'No current reading';
    return this.ward.state === 'ended' ? 'Within limits at the end' : 'Within limits';
  }

  setVisible(visible) {
    this.visible = visible;
    if (visible) this.draw();
  }

  /** The chart, and the same in words: for screen readers, and in the tile's foot. */
  draw() {
    if (!this.view) return;
    this.chart.draw(this.view);
    const { low, high } = this.view;
    write(this.extremes, this.chart.words());
    const spoken = `Heart rate of the ${this.ward.state === 'live' ? 'last ' : ''}${this.chart.words()} bpm`
      + `${this.ward.state === 'live' ? '' : ', not current'}, limits ${shown(low)} and ${shown(high)}`;
    if (this.chartNode.getAttribute('aria-label') !== spoken) this.chartNode.setAttribute('aria-label', spoken);
  }

  remove() {
    this.chart.remove();
    this.node.remove();
  }
}

/** The tile's colours and shape: by its active alarms, and if there is none by its latched ones. */
function kind(active, latched) {
  const worst = [...(active.length ? active : latched)].sort((a, b) => PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority))[0];
  if (!worst) return '';
  const priority = ` p-${worst.priority.toLowerCase()}`;
  if (active.length === 0) return ` latched${priority}`;
  const flashing = active.some((a) => a.acknowledgedBy === null && !a.quiet && a.priority === worst.priority);
  return ` alarmed${priority}${flashing ? ' flashing' : ''}${worst.breached ? ' physiological' : ''}`;
}
