/* What the page asks the server to change, and the line that tells when that did not work. */

import { $, write } from './text.js';

const TOAST_MILLIS = 8000;
const ANSWER_MILLIS = 15000;

/** Posts a change. `failed` begins the line that tells the server's refusal; `unanswered` is told if no answer comes. */
export async function post(path, change, failed, unanswered) {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(change),
      signal: AbortSignal.timeout(ANSWER_MILLIS),
    });
    if (!response.ok) toast(`${failed}: ${(await response.text()).trim()}`);
  } catch {
    toast(unanswered);
  }
}

let toastTimer = 0;
export function toast(text) {
  $('toast').hidden = false;
  write($('toast'), text);
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { $('toast').hidden = true; }, TOAST_MILLIS);
}
