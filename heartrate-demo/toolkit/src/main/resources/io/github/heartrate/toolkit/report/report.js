/* Draws the charts when they come into view, and all of them for print. */
(() => {
  'use strict';
  const { zone, charts } = JSON.parse(document.getElementById('data').textContent);
  const holders = [...document.querySelectorAll('.chart')];
  const plots = new Map();
  const ROOM_BPM = 10;
  const PRINT_WIDTH = 660; // within the margins of A4 and Letter, upright
  let printing = false;

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const light = { ink: '#000000', soft: '#333333', rate: '#0a6fb8', limit: '#444444', grid: '#e3e9ee' };
  const paint = (name) => (printing && light[name]) || colour(name);

  function shade(plot, chart) {
    const { ctx, bbox } = plot;
    const x = (millis) => Math.min(bbox.left + bbox.width, Math.max(bbox.left, plot.valToPos(millis / 1000, 'x', true)));
    ctx.save();
    for (const episode of chart.episodes) {
      const [onset, raised, cleared] = [x(episode.onset), x(episode.raised), x(episode.cleared)];
      ctx.fillStyle = paint(episode.priority.toLowerCase());
      ctx.globalAlpha = 0.15;
      ctx.fillRect(onset, bbox.top, Math.max(0, raised - onset), bbox.height);
      ctx.globalAlpha = 0.35;
      ctx.fillRect(raised, bbox.top, Math.max(devicePixelRatio, cleared - raised), bbox.height);
    }
    ctx.globalAlpha = 1;
    ctx.strokeStyle = paint('limit');
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([5 * devicePixelRatio, 4 * devicePixelRatio]);
    for (const limit of chart.limits) {
      const y = Math.round(plot.valToPos(limit, 'y', true)) + 0.5;
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      ctx.fillStyle = paint('soft');
      ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
      ctx.textAlign = 'right';
      ctx.fillText(String(limit), bbox.left + bbox.width - 4 * devicePixelRatio, y - 4 * devicePixelRatio);
    }
    ctx.restore();
  }

  function range(chart, min, max) {
    const values = [...chart.limits, min ?? chart.limits[0] ?? 60, max ?? chart.limits[1] ?? 100];
    return [Math.max(0, Math.min(...values) - ROOM_BPM), Math.max(...values) + ROOM_BPM];
  }

  function size(holder) {
    const style = getComputedStyle(holder);
    return {
      width: printing ? PRINT_WIDTH : Math.max(200, holder.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)),
      height: Math.max(120, holder.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom)),
    };
  }

  function draw(holder) {
    if (plots.has(holder)) return;
    const chart = charts[Number(holder.dataset.index)];
    const axis = () => ({
      stroke: () => paint('soft'),
      grid: { stroke: () => paint('grid'), width: 1 },
      ticks: { stroke: () => paint('grid'), width: 1 },
    });
    plots.set(holder, new uPlot({
      ...size(holder),
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), zone),
      cursor: { drag: { x: true, y: false } },
      legend: { show: false },
      scales: { x: { time: true }, y: { range: (plot, min, max) => range(chart, min, max) } },
      axes: [
        { ...axis(), values: [
          [86400, '{YYYY}-{MM}-{DD}', null, null, null, null, null, null, 1],
          [3600, '{HH}:{mm}', '\n{YYYY}-{MM}-{DD}', null, '\n{YYYY}-{MM}-{DD}', null, null, null, 1],
          [60, '{HH}:{mm}', '\n{YYYY}-{MM}-{DD}', null, '\n{YYYY}-{MM}-{DD}', null, null, null, 1],
          [0.001, '{HH}:{mm}:{ss}', '\n{YYYY}-{MM}-{DD}', null, '\n{YYYY}-{MM}-{DD}', null, null, null, 1],
        ] },
        { ...axis(), size: 44 },
      ],
      series: [{}, { stroke: () => paint('rate'), width: 1.4, spanGaps: false, points: { show: false } }],
      hooks: { drawAxes: [(plot) => shade(plot, chart)] },
    }, [chart.times.map((millis) => millis / 1000), chart.rates], holder));
  }

  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) draw(entry.target);
  }, { rootMargin: '400px' });
  holders.forEach((holder) => seen.observe(holder));

  function redraw() {
    for (const [holder, plot] of plots) {
      plot.setSize(size(holder));
      plot.redraw(false, true);
    }
  }
  addEventListener('resize', redraw);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  addEventListener('beforeprint', () => {
    printing = true;
    holders.forEach(draw);
    redraw();
  });
  addEventListener('afterprint', () => {
    printing = false;
    redraw();
  });
})();
