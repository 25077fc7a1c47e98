/* The connection to the server: opens the stream of frames, watches over its silence, and tries again. */

import { mark, since } from './clock.js';

const SILENCE_MILLIS = 5000;
const RETRY_MILLIS = [500, 1000, 2000, 4000];
const LONGEST_REASON = 200;
const UNREADABLE = 'The server sent something that this page cannot read.';

export class Link {
  /** `take` is given each frame; `lose` is told that there is no connection, and why if that is known. */
  constructor(path, take, lose) {
    this.path = path;
    this.take = take;
    this.lose = lose;
    this.retries = 0;
    this.source = null;
    this.answered = false;
    addEventListener('pageshow', (event) => { if (event.persisted) this.drop(''); });
    document.addEventListener('visibilitychange', () => this.watch());
  }

  connect() {
    this.retryAt = null;
    this.heard = mark();
    const source = new EventSource(this.path);
    this.source = source;
    source.onmessage = (message) => this.read(message.data);
    source.onerror = () => this.fail(source);
  }

  /** What was on its way while the computer slept is as old as the sleep is long. */
  read(data) {
    if (since(this.heard) > SILENCE_MILLIS) {
      this.drop('');
      return;
    }
    this.heard = mark();
    try {
      this.take(JSON.parse(data));
      this.retries = 0;
      this.answered = true;
    } catch (problem) {
      console.error(problem);
      this.drop(UNREADABLE);
    }
  }

  async fail(source) {
    const refused = source.readyState === EventSource.CLOSED;
    this.drop('');
    if (!refused) return;
    const reason = await this.refusal();
    if (reason !== '' && !this.answered) this.lose(reason);
  }

  drop(reason) {
    this.source.close();
    this.answered = false;
    if (this.retryAt === null) {
      this.retryAt = performance.now() + RETRY_MILLIS[Math.min(this.retries++, RETRY_MILLIS.length - 1)];
    }
    this.lose(reason);
  }

  /** An event source does not tell what the server answered, so it is asked once more. */
  async refusal() {
    const asking = new AbortController();
    try {
      const answer = await fetch(this.path, { signal: asking.signal });
      if (answer.ok) return '';
      const plain = (answer.headers.get('Content-Type') ?? '').startsWith('text/plain');
      const text = plain ? (await answer.text()).trim().slice(0, LONGEST_REASON) : '';
      return `The server refuses this page: ${text === '' ? `HTTP status ${answer.status}` : text}.`;
    } catch {
      return '';
    } finally {
      asking.abort();
    }
  }

  /** To be called several times a second. */
  watch() {
    if (this.source === null) return;
    if (this.retryAt === null && since(this.heard) > SILENCE_MILLIS) this.drop('');
    else if (this.retryAt !== null && performance.now() >= this.retryAt) this.connect();
  }
}
