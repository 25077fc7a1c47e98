/* A tile's strip chart: the rates of the last minutes, the limits, and the same in words. */

import { shown } from './text.js';

const LIMIT_ROOM_BPM = 15;
const LINE_ROOM_BPM = 8;
const FULL_SIZE_PIXELS = 16;

export class StripChart {
  /** Draws into a node; `span` tells the moments, in seconds, that the node's left and right edge stand for. */
  constructor(node, span, colours) {
    this.node = node;
    this.span = span;
    this.colours = colours;
    this.times = [];
    this.rates = [];
    this.lowest = Infinity;
    this.highest = -Infinity;
  }

  /** Takes new points, `[time, rate]`, and forgets what has left the chart. A silence beyond `gap` ms breaks the line. */
  add(points, gap) {
    for (const [time, bpm] of points) {
      const last = this.times.length ? this.times[this.times.length - 1] : null;
      if (last !== null && time * 1000 - last * 1000 > gap) {
        this.times.push((last + time) / 2);
        this.rates.push(null);
      }
      this.times.push(time);
      this.rates.push(bpm);
    }
    const [from] = this.span();
    let old = 0;
    while (old < this.times.length && this.times[old] < from) old++;
    if (old > 0) {
      this.times.splice(0, old);
      this.rates.splice(0, old);
    }
    const rates = this.rates.filter((rate) => rate !== null);
    this.lowest = rates.reduce((least, rate) => Math.min(least, rate), Infinity);
    this.highest = rates.reduce((most, rate) => Math.max(most, rate), -Infinity);
  }

  /** Such as `5 min: 61 to 77`. */
  words() {
    const [from, to] = this.span();
    const minutes = `${Math.round((to - from) / 60)} min`;
    return this.lowest > this.highest ? `${minutes}: no reading` : `${minutes}: ${shown(this.lowest)} to ${shown(this.highest)}`;
  }

  draw(limits) {
    const width = this.node.clientWidth;
    const height = this.node.clientHeight;
    if (width < 20 || height < 20) return;
    this.limits = limits;
    const size = parseFloat(getComputedStyle(this.node).fontSize) / FULL_SIZE_PIXELS;
    if (this.plot && this.size !== size) this.remove();
    this.size = size;
    if (!this.plot) this.plot = this.newPlot(width, height);
    if (this.plot.width !== width || this.plot.height !== height) this.plot.setSize({ width, height });
    this.plot.setData([this.times, this.rates], true);
  }

  range(min, max) {
    const { low, high } = this.limits;
    return [Math.max(0, Math.min(low - LIMIT_ROOM_BPM, (min ?? low) - LINE_ROOM_BPM)), Math.max(high + LIMIT_ROOM_BPM, (max ?? high) + LINE_ROOM_BPM)];
  }

  newPlot(width, height) {
    return new uPlot({
      width,
      height,
      padding: [3, 4, 3, 2],
      cursor: { show: false },
      legend: { show: false },
      select: { show: false },
      scales: {
        x: { time: false, range: () => this.span() },
        y: { range: (plot, min, max) => this.range(min, max) },
      },
      axes: [{ show: false }, { show: false }],
      series: [{}, {
        stroke: () => this.colours().rate,
        width: 1.5 * this.size,
        spanGaps: false,
        points: { show: true, size: 4 * this.size, width: 0, fill: () => this.colours().rate, filter: () => this.isolated() },
      }],
      hooks: { drawClear: [(plot) => this.drawLimits(plot)] },
    }, [this.times, this.rates], this.node);
  }

  drawLimits(plot) {
    const { ctx, bbox } = plot;
    const pixel = devicePixelRatio * this.size;
    ctx.save();
    ctx.lineWidth = pixel;
    ctx.strokeStyle = this.colours().limit;
    ctx.setLineDash([4 * pixel, 4 * pixel]);
    const { low, high, extremeLow, extremeHigh } = this.limits;
    const drawn = [low, high];
    if (extremeLow !== null && this.lowest < low) drawn.push(extremeLow);
    if (extremeHigh !== null && this.highest > high) drawn.push(extremeHigh);
    const { min, max } = plot.scales.y;
    for (const limit of drawn) {
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
    this.plot = null;
  }
}
