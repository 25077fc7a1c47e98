/* What the page may say of the ward: nothing that it does not know. A pure function from what was heard to the words. */

import { count } from './text.js';

const FEEDS = { LIVE: 'Live', RECEIVED: 'Receiving' };

function feedText({ feed: { source, speed }, readings, beds, blind }) {
  if (source !== 'REPLAY') return readings === 0 ? 'Waiting for readings' : blind === beds ? 'No current reading' : FEEDS[source];
  if (speed === null) return 'Replay, full speed';
  return speed === 1 ? 'Replay, real time' : `Replay, ${speed.toLocaleString('en')}\u00D7 speed`;
}

/**
 * link: `connecting`, `live` or `lost`. at: the ward's time of the last frame in words, null before the first.
 * reason: why there is no connection, or empty. total, latched: the alarms known to be active, and to be latched. beds,
 * blind: how many there are, and how many of them have no current reading. paused: the numbers of the beds with a pause.
 */
export function told(state) {
  if (state.at === null) return unheard(state);
  if (state.link !== 'live') return lost(state);
  return state.ended ? ended(state) : live(state);
}

function unheard({ link, reason }) {
  const connecting = link === 'connecting';
  return {
    state: connecting ? 'connecting' : 'lost',
    badge: connecting ? 'Connecting' : 'No connection',
    lost: connecting ? '' : 'No connection to the server since this page was opened',
    consequence: sentences(reason, 'Trying again.'),
    ended: '',
    heading: 'Active alarms',
    total: null,
    latched: '',
    paused: '',
    calm: '',
    unknown: connecting ? 'Not known yet: the server has not answered.' : 'Not known: there is no connection to the server.',
    empty: 'Not known yet.',
    tab: connecting ? 'Connecting' : 'No connection',
  };
}

function lost({ at, reason, beds, total, paused }) {
  return {
    state: 'lost',
    badge: 'Connection lost',
    lost: `Connection lost at ${at}`,
    consequence: sentences('What is below is from then; what came after is not known.', reason, 'Trying again.'),
    ended: '',
    heading: 'Alarms when the connection was lost',
    total: null,
    latched: '',
    paused: pausedText(paused, 'was', 'were'),
    calm: '',
    unknown: total > 0 ? '' : 'Not known: there is no connection to the server.',
    empty: beds > 0 ? '' : 'Not known: there is no connection to the server.',
    tab: 'Connection lost',
  };
}

function live(state) {
  const { feed, beds, blind, readings, total } = state;
  const unknown = total > 0 ? ''
    : readings === 0 ? 'Not known: no reading has come yet.'
      : blind === beds ? 'Not known: no bed has a current reading.' : '';
  const partly = blind === 0 ? '' : ` ${count(blind, 'bed')} ${blind === 1 ? 'has' : 'have'} no current reading.`;
  return {
    state: feed.source !== 'REPLAY' && blind === beds ? 'silent' : feed.source.toLowerCase(),
    badge: feedText(state),
    lost: '',
    consequence: '',
    ended: '',
    heading: 'Active alarms',
    total: unknown === '' ? total : null,
    latched: latchedText(state),
    paused: pausedText(state.paused, 'is', 'are'),
    calm: unknown === '' && total === 0 ? `No active alarm.${partly}` : '',
    unknown,
    empty: beds > 0 ? '' : 'Waiting for the first reading.',
    tab: sentences(unknown === '' ? count(total, 'alarm') : 'No reading', latchedText(state)),
  };
}

function ended({ at, feed, beds, readings, total, latched, paused }) {
  const nothing = readings === 0 && total === 0 && latched === 0;
  return {
    state: 'ended',
    badge: feed.source === 'REPLAY' ? 'Replay ended' : 'Readings ended',
    lost: '',
    consequence: '',
    ended: nothing ? 'The readings ended before any came.'
      : `The readings ended at ${at}. Values, curves and alarms stay as they were then; nothing is current any more.`,
    heading: 'Alarms when the readings ended',
    total: nothing ? null : total,
    latched: latchedText({ latched }),
    paused: pausedText(paused, 'was', 'were'),
    calm: total === 0 && !nothing ? 'No alarm was active when the readings ended.' : '',
    unknown: nothing ? 'Not known: no reading came.' : '',
    empty: beds > 0 ? '' : 'No reading came.',
    tab: 'Ended',
  };
}

function latchedText({ latched }) {
  return latched === 0 ? '' : `+ ${latched.toLocaleString('en')} latched`;
}

function pausedText(paused, one, more) {
  if (paused.length === 0) return '';
  return paused.length === 1 ? `Bed ${paused[0]} ${one} paused below HIGH.` : `Beds ${paused.join(', ')} ${more} paused below HIGH.`;
}

function sentences(...parts) {
  return parts.filter((part) => part !== '').join(' ');
}
