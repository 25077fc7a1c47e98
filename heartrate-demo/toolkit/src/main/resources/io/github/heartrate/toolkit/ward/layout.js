/* How large the tiles are: as large as all beds can be seen at once, on a wall as on a desk. */

import { $ } from './text.js';

/**
 * The room that a tile wants, and the width that it needs where the beds do not fit at once, in its own font size; how many
 * lines of alarms it has room for, and what each further one takes.
 */
const TILES = {
  normal: { width: 21, height: 12.6, least: 21, lines: 2, line: 1.95 },
  compact: { width: 12.5, height: 11.4, least: 10.9, lines: 1, line: 2.7 },
};
const LARGEST_SCALE = 4.5;
/** How much of a window's height the tiles aim at where the list of alarms, of any length, stands above them. */
const SHARE_BELOW_ALARMS = .62;

/** As in ward.css: where the alarms stand beside the tiles. */
const wall = matchMedia('(min-width: 120em) and (min-aspect-ratio: 4/3)');

/** The columns that let the tiles be largest, and how large; scale 0 if not all of them fit at scale 1. */
export function fit(beds, width, height, gap, tile) {
  let best = { columns: 1, scale: 0 };
  for (let columns = 1; columns <= beds; columns++) {
    const rows = Math.ceil(beds / columns);
    const scale = Math.min((width - gap * (columns - 1)) / columns / tile.width, (height - gap * (rows - 1)) / rows / tile.height);
    if (scale > best.scale) best = { columns, scale };
  }
  return best.scale < 1 ? { columns: 1, scale: 0 } : { ...best, scale: Math.min(best.scale, LARGEST_SCALE) };
}

let arranged = '';

/** Arranges the tiles anew if their number, their room, their kind or the most lines of alarms of one has changed. */
export function arrange(beds, lines) {
  const tiles = $('tiles');
  const compact = document.body.classList.contains('compact');
  const box = tiles.getBoundingClientRect();
  const bottom = parseFloat(getComputedStyle(document.querySelector('main')).rowGap);
  const height = Math.floor(wall.matches ? innerHeight - box.top - scrollY - bottom : innerHeight * SHARE_BELOW_ALARMS);
  const { fontSize, columnGap } = getComputedStyle(tiles);
  const key = [beds, lines, box.width, height, compact, wall.matches, fontSize].join();
  if (key === arranged) return;
  arranged = key;
  const base = parseFloat(fontSize);
  const wanted = compact ? TILES.compact : TILES.normal;
  const more = Math.max(0, lines - wanted.lines) * wanted.line;
  const least = { width: wanted.width * base, height: (wanted.height + more) * base };
  const { columns, scale } = fit(beds, box.width, height, parseFloat(columnGap), least);
  const fits = scale > 0;
  const rootSize = parseFloat(getComputedStyle(document.documentElement).fontSize);
  tiles.classList.toggle('fitted', fits);
  tiles.style.setProperty('--columns', columns);
  tiles.style.setProperty('--scale', fits ? scale.toFixed(3) : Math.max(1, rootSize / base).toFixed(3));
  tiles.style.setProperty('--tile-width', `${wanted.least}em`);
  tiles.style.minHeight = fits && wall.matches ? `${height}px` : '';
}
