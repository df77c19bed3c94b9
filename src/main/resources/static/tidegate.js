// Keeps the overview current: asks for its part of the page every two seconds while someone looks, and changes only what
// differs, so that focus, selection, scroll and what is folded out stay. The page is complete without it.
(() => {
  'use strict';
  const PERIOD = 2000;
  const PATIENCE = 6000;
  const main = document.getElementById('main');
  const state = document.getElementById('state');
  const words = { LIVE: ['good', 'Live'], STARTING: ['busy', 'Starting'], AWAY: ['bad', 'Database away'] };
  let timer = 0;
  let asking = false;
  let ahead = 0;

  const view = () => document.getElementById('view');

  function say(tone, text) {
    if (state.textContent === text) return;
    state.className = tone;
    state.textContent = text;
  }

  function same(one, other) {
    return one.nodeType === other.nodeType && one.nodeName === other.nodeName && (one.id || '') === (other.id || '');
  }

  function attributes(from, to) {
    for (const { name, value } of to.attributes) {
      if (from.getAttribute(name) !== value) from.setAttribute(name, value);
    }
    for (const { name } of [...from.attributes]) {
      // What the reader folded out stays so.
      if (!to.hasAttribute(name) && name !== 'open') from.removeAttribute(name);
    }
  }

  function morph(from, to) {
    if (from.nodeType !== Node.ELEMENT_NODE) {
      if (from.data !== to.data) from.data = to.data;
      return;
    }
    attributes(from, to);
    let at = from.firstChild;
    for (const child of [...to.childNodes]) {
      let match = null;
      if (child.id) match = [...from.children].find((known) => known.id === child.id) || null;
      else if (at && same(at, child)) match = at;
      if (!match) {
        if (child.nodeName === 'LI' && child.id) child.classList.add('arrived');
        from.insertBefore(child, at);
      } else {
        if (match === at) at = at.nextSibling;
        else from.insertBefore(match, at);
        morph(match, child);
      }
    }
    while (at) {
      const gone = at;
      at = at.nextSibling;
      gone.remove();
    }
  }

  function show(html) {
    const fresh = new DOMParser().parseFromString(html, 'text/html').getElementById('view');
    if (!fresh) throw new Error('no view in the answer');
    if (fresh.dataset.build !== view().dataset.build) {
      location.reload();
      return;
    }
    const focused = document.activeElement;
    morph(view(), fresh);
    if (focused && focused !== document.activeElement && focused.isConnected) focused.focus({ preventScroll: true });
    read();
  }

  function read() {
    const { state: now, title, now: server } = view().dataset;
    ahead = Number(server) - Date.now();
    if (document.title !== title) document.title = title;
    say(...words[now]);
    count();
  }

  async function ask() {
    clearTimeout(timer);
    if (asking || document.hidden) return;
    asking = true;
    try {
      const answer = await fetch('/live', { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) });
      if (answer.status === 401) {
        // the session has ended: the page leads to the sign-in
        location.reload();
        return;
      }
      if (answer.status !== 200 && answer.status !== 503) throw new Error('status ' + answer.status);
      show(await answer.text());
    } catch {
      say('bad', 'Reconnecting');
      main.firstElementChild.classList.add('stale');
    } finally {
      asking = false;
      timer = setTimeout(ask, PERIOD);
    }
  }

  function span(seconds) {
    if (seconds < 120) return seconds + ' s';
    if (seconds < 7200) return Math.trunc(seconds / 60) + ' min';
    return seconds < 172800 ? Math.trunc(seconds / 3600) + ' h' : Math.trunc(seconds / 86400) + ' d';
  }

  // The words of the server, see Words.java.
  function count() {
    const now = Date.now() + ahead;
    for (const time of document.querySelectorAll('time[data-relative]')) {
      const seconds = Math.trunc((now - Date.parse(time.dateTime)) / 1000);
      const text = Math.abs(seconds) < 1 ? 'just now' : seconds > 0 ? span(seconds) + ' ago' : 'in ' + span(-seconds);
      if (time.textContent !== text) time.textContent = text;
    }
  }

  document.addEventListener('visibilitychange', () => (document.hidden ? clearTimeout(timer) : ask()));
  addEventListener('pageshow', (event) => event.persisted && ask());
  setInterval(() => document.hidden || count(), 1000);
  read();
  timer = setTimeout(ask, PERIOD);
})();
