/* One bed: its digits, limits, strip chart, alarms. Text goes in by textContent only. */

const PRIORITIES = ['HIGH', 'MEDIUM', 'LOW'];
const LIMIT_ROOM_BPM = 15;
const LINE_ROOM_BPM = 8;

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
  return minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`;
}

export function shown(bpm) {
  return Number.isInteger(bpm) ? String(bpm) : bpm.toFixed(1);
}

/** Unacknowledged first, then the more urgent, then the older. */
export function byUrgency(a, b) {
  return Number(a.acknowledgedBy !== null) - Number(b.acknowledgedBy !== null)
    || PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority)
    || a.raised - b.raised
    || (a.episode < b.episode ? -1 : 1);
}

export class Tile {
  constructor(view, ward) {
    this.ward = ward;
    this.times = [];
    this.rates = [];
    this.visible = false;
    this.node = element('article', 'tile');
    this.node.dataset.bed = view.bed;
    const head = element('div', 'head');
    const title = element('h3', '', view.patient);
    title.title = view.patient;
    this.ageNode = element('span', 'age');
    head.append(element('span', 'bed', `Bed ${view.bed}`), title, this.ageNode);
    this.strips = element('div', 'strips');
    this.chartNode = element('div', 'chart');
    this.chartNode.setAttribute('role', 'img');
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
    for (const [time, bpm] of view.points) {
      const last = this.times.length ? this.times[this.times.length - 1] : null;
      if (last !== null && time * 1000 - last * 1000 > view.gap) {
        this.times.push((last + time) / 2);
        this.rates.push(null);
      }
      this.times.push(time);
      this.rates.push(bpm);
    }
    const from = this.ward.now() / 1000 - this.ward.windowSeconds;
    let old = 0;
    while (old < this.times.length && this.times[old] < from) old++;
    if (old > 0) {
      this.times.splice(0, old);
      this.rates.splice(0, old);
    }
    this.measure();
    this.alarms = [...view.alarms].sort(byUrgency);
    this.renderVital();
    this.renderAlarms();
    this.tick(true);
  }

  measure() {
    this.lowest = Infinity;
    this.highest = -Infinity;
    for (const rate of this.rates) {
      if (rate === null) continue;
      this.lowest = Math.min(this.lowest, rate);
      this.highest = Math.max(this.highest, rate);
    }
  }

  renderVital() {
    const { bpm, high, low } = this.view;
    write(this.bpmNode, bpm === null ? '--' : shown(bpm));
    this.renderLimit(this.highNode, 'high', high, this.alarms.some((a) => a.breached === 'HIGH') || (bpm !== null && bpm > high));
    this.renderLimit(this.lowNode, 'low', low, this.alarms.some((a) => a.breached === 'LOW') || (bpm !== null && bpm < low));
  }

  renderLimit(node, name, value, breached) {
    node.className = `limit ${name}${breached ? ' breached' : ''}`;
    write(node, shown(value));
    node.setAttribute('aria-label', `${name} limit ${shown(value)}${breached ? ', breached' : ''}`);
  }

  renderAlarms() {
    const key = JSON.stringify([this.alarms, this.view.run]);
    if (key === this.renderedAlarms) return;
    this.renderedAlarms = key;
    const worst = [...this.alarms].sort((a, b) => PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority))[0];
    const flashing = this.alarms.some((a) => a.acknowledgedBy === null && a.priority === worst.priority);
    this.node.className = 'tile' + (worst
      ? ` alarmed p-${worst.priority.toLowerCase()}${flashing ? ' flashing' : ''}${worst.breached ? ' physiological' : ''}` : '');
    const focused = this.foot.contains(document.activeElement);
    this.strips.replaceChildren(...(this.alarms.length ? this.alarms.map((a) => this.strip(a)) : [this.quietStrip()]));
    this.foot.replaceChildren(...this.footer());
    if (focused) (this.foot.querySelector('button') || this.foot).focus();
  }

  strip(alarm) {
    const flash = alarm.acknowledgedBy === null && alarm.priority !== 'LOW';
    const strip = element('div', `strip filled p-${alarm.priority.toLowerCase()}${flash ? ' flash' : ''}`);
    const text = element('span', 'text');
    const icon = element('span', 'icon', '\u26A0 ');
    icon.setAttribute('aria-hidden', 'true');
    text.append(icon, alarm.text);
    const since = element('span', 'since');
    since.dataset.raised = alarm.raised;
    if (alarm.reminders > 0) since.title = `Reminder ${alarm.reminders}`;
    strip.append(text, since);
    return strip;
  }

  quietStrip() {
    const { run, bpm } = this.view;
    if (!run) return element('div', 'strip quiet calm', bpm === null ? 'No reading yet' : 'Within limits');
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

  /** What the passing of time changes: ages, elapsed times, staleness; the chart if something was added. */
  tick(changed) {
    const now = this.ward.now();
    const { at, staleAfter } = this.view;
    const millis = at === null ? null : now - at;
    const stale = millis !== null && millis > staleAfter;
    this.node.classList.toggle('stale', stale);
    write(this.ageNode, millis === null ? 'no reading' : stale || this.ward.lost ? `no data for ${age(millis)}` : `${age(millis)} ago`);
    this.bpmNode.setAttribute('aria-label',
      this.view.bpm === null ? 'no rate' : `${shown(this.view.bpm)} beats a minute${stale ? `, stale, ${age(millis)} old` : ''}`);
    const calm = this.strips.querySelector('.calm');
    if (calm && millis !== null) write(calm, stale || this.ward.lost ? 'No current reading' : 'Within limits');
    for (const since of this.strips.querySelectorAll('.since')) write(since, elapsed(now - Number(since.dataset.raised)));
    if (this.visible && (changed || stale)) this.draw();
  }

  setVisible(visible) {
    this.visible = visible;
    if (visible) this.draw();
  }

  draw() {
    const width = this.chartNode.clientWidth;
    const height = this.chartNode.clientHeight;
    if (width < 20 || height < 20 || !this.view) return;
    if (!this.plot) this.plot = this.newPlot(width, height);
    if (this.plot.width !== width || this.plot.height !== height) this.plot.setSize({ width, height });
    this.plot.setData([this.times, this.rates], true);
    this.describe();
  }

  /** The chart in words: for screen readers, and in the tile's foot. */
  describe() {
    const { lowest, highest } = this;
    const { low, high } = this.view;
    const minutes = `${Math.round(this.ward.windowSeconds / 60)} min`;
    const text = lowest > highest ? `${minutes}: no reading` : `${minutes}: ${shown(lowest)} to ${shown(highest)}`;
    write(this.extremes, text);
    const spoken = `Heart rate of the last ${text} bpm, limits ${shown(low)} and ${shown(high)}`;
    if (this.chartNode.getAttribute('aria-label') !== spoken) this.chartNode.setAttribute('aria-label', spoken);
  }

  range(min, max) {
    const { low, high } = this.view;
    return [Math.max(0, Math.min(low - LIMIT_ROOM_BPM, (min ?? low) - LINE_ROOM_BPM)), Math.max(high + LIMIT_ROOM_BPM, (max ?? high) + LINE_ROOM_BPM)];
  }

  newPlot(width, height) {
    const colours = this.ward.colours;
    return new uPlot({
      width,
      height,
      padding: [3, 4, 3, 2],
      cursor: { show: false },
      legend: { show: false },
      select: { show: false },
      scales: {
        x: { time: false, range: () => [this.ward.now() / 1000 - this.ward.windowSeconds, this.ward.now() / 1000] },
        y: { range: (plot, min, max) => this.range(min, max) },
      },
      axes: [{ show: false }, { show: false }],
      series: [{}, {
        stroke: () => colours().rate,
        width: 1.5,
        spanGaps: false,
        points: { show: true, size: 4, width: 0, fill: () => colours().rate, filter: () => this.isolated() },
      }],
      hooks: { drawClear: [(plot) => this.drawLimits(plot, colours())] },
    }, [this.times, this.rates], this.chartNode);
  }

  drawLimits(plot, colours) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.lineWidth = devicePixelRatio;
    ctx.strokeStyle = colours.limit;
    ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
    const { low, high, extremeLow, extremeHigh } = this.view;
    const limits = [low, high];
    if (extremeLow !== null && this.lowest < low) limits.push(extremeLow);
    if (extremeHigh !== null && this.highest > high) limits.push(extremeHigh);
    const { min, max } = plot.scales.y;
    for (const limit of limits) {
      if (limit < min || limit > max) continue;
      ctx.globalAlpha = limit === low || limit === high ? 1 : 0.5;
      const y = Math.round(plot.valToPos(limit, 'y', true)) + .5;
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
    }
    ctx.restore();
  }

  /** Readings between two gaps: no line leads to them, so they are drawn as points. */
  isolated() {
    const alone = [];
    for (let i = 0; i < this.rates.length; i++) {
      if (this.rates[i] !== null && (this.rates[i - 1] ?? null) === null && (this.rates[i + 1] ?? null) === null) alone.push(i);
    }
    return alone;
  }

  remove() {
    if (this.plot) this.plot.destroy();
    this.node.remove();
  }
}
