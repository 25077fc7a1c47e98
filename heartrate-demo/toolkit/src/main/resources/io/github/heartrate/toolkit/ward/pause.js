/* A pause of a bed's alerts: whether it is under way, what it says of itself, and the dialog that asks for one. */

import * as clock from './clock.js';
import { post } from './requests.js';
import { $, elapsed, element, write } from './text.js';

/** How long after its end a pause is still told of, by the ward's clock. */
const TOLD_MILLIS = 60000;

/** What is left of a pause in milliseconds, by the ward's clock; 0 if it is over or there is none. */
export function left(pause) {
  return pause === null || pause.ended !== null ? 0 : Math.max(0, pause.until - clock.now());
}

/** Whether an alarm is shown without flashing and is not read out: nothing of high priority ever is. */
export const isQuiet = (alarm, pause) => alarm.priority !== 'HIGH' && left(pause) > 0;

/** Such as `1:43`; the last second is still one. */
export const countdown = (pause) => elapsed(Math.ceil(left(pause) / 1000) * 1000);

/** What changes when a pause begins, ends, or is no longer told of. */
export function state(pause) {
  if (pause === null) return 'none';
  if (left(pause) > 0) return `until ${pause.until}`;
  const ended = pause.ended ?? pause.until;
  return clock.now() - ended >= TOLD_MILLIS ? 'none' : pause.broken ? 'broken' : 'over';
}

/** The line of a tile that tells of a pause; null if there is nothing to tell. */
export function strip(pause) {
  const now = state(pause);
  if (now === 'none') return null;
  if (now === 'broken' || now === 'over') {
    return element('div', 'strip pause over', now === 'broken' ? 'Pause ended by a HIGH alarm' : 'Pause is over');
  }
  const made = element('div', 'strip pause');
  const text = element('span', 'text bars', 'Paused');
  text.append(element('span', 'wide', ' below HIGH'));
  made.append(text, element('span', 'left', countdown(pause)));
  return made;
}

export function button(bed) {
  const made = element('button', 'pauser bars');
  made.type = 'button';
  made.setAttribute('aria-haspopup', 'dialog');
  made.setAttribute('aria-label', `Pause alerts, bed ${bed.bed}, ${bed.patient}`);
  made.title = 'Pause alerts';
  return made;
}

let shown = null;

/** Asks for how long the alerts of a bed are to be paused, or whether its pause is to end. */
export function ask(view) {
  shown = view;
  write($('pause-title'), `Pause alerts: bed ${view.bed}, ${view.patient}`);
  update(view);
  $('pause').showModal();
}

/** The dialog follows what becomes of its bed. */
export function update(view) {
  if (shown === null || shown.bed !== view.bed || shown.patient !== view.patient) return;
  const paused = left(view.pause) > 0;
  $('pause-end').hidden = !paused;
  write($('pause-now'), paused ? `Paused, ${countdown(view.pause)} left. A choice begins anew.` : 'Not paused.');
}

function close() {
  shown = null;
  $('pause').close();
}

function choose(minutes) {
  const { patient } = shown;
  close();
  post('/pause', { patient, minutes }, minutes > 0 ? 'Not paused' : 'Not ended',
    'The server does not answer: whether the bed is paused is not known.');
}

for (const choice of document.querySelectorAll('#pause [data-minutes]')) {
  choice.addEventListener('click', () => choose(Number(choice.dataset.minutes)));
}
$('pause-close').addEventListener('click', close);
$('pause').addEventListener('cancel', () => { shown = null; });

const known = new Map();

/** What is read out of pauses that have begun or ended since the last call; `resumed` if the page knew nothing before. */
export function news(views, resumed) {
  const told = [];
  const before = new Map(known);
  known.clear();
  for (const { bed, patient, pause } of views) {
    const now = state(pause);
    known.set(bed, now);
    if (resumed || now === (before.get(bed) ?? 'none') || now === 'none') continue;
    const what = now === 'over' ? 'Pause is over' : now === 'broken' ? 'Pause ended by a high priority alarm'
      : `Alerts below high priority are paused until ${clock.time(pause.until)}`;
    told.push(`${what}, bed ${bed}, ${patient}`);
  }
  return told;
}
