// Keeps pages current and asks before something is done. A page is complete without it.
(() => {
  'use strict';
  const SILENCE = 5000;
  const view = () => document.getElementById('view');
  const state = document.getElementById('state');
  const words = { LIVE: ['good', 'Live'], STARTING: ['busy', 'Starting'], AWAY: ['bad', 'Database away'] };
  let ahead = 0;

  function say(tone, text) {
    if (state.textContent === text) return;
    state.className = tone;
    state.removeAttribute('title');
    state.textContent = text;
  }

  // What the reader folded out, opened or typed stays; what arrives while one looks is marked for a moment.
  Object.assign(Idiomorph.defaults, { ignoreActiveValue: true });
  Object.assign(Idiomorph.defaults.callbacks, {
    beforeAttributeUpdated: (name, node) => !(name === 'open' && (node.nodeName === 'DETAILS' || node.nodeName === 'DIALOG')),
    beforeNodeMorphed: (node) => !(node.dataset && 'keep' in node.dataset),
    beforeNodeRemoved: (node) => !(node.dataset && 'keep' in node.dataset),
    afterNodeAdded: (node) => node.nodeName === 'LI' && node.id && node.classList.add('arrived'),
  });

  // The words of the server, see Words.java.
  function span(seconds) {
    if (seconds < 120) return seconds + ' s';
    if (seconds < 7200) return Math.trunc(seconds / 60) + ' min';
    return seconds < 172800 ? Math.trunc(seconds / 3600) + ' h' : Math.trunc(seconds / 86400) + ' d';
  }

  function count() {
    const now = Date.now() + ahead;
    for (const time of document.querySelectorAll('time[data-relative]')) {
      const seconds = Math.trunc((now - Date.parse(time.dateTime)) / 1000);
      const text = Math.abs(seconds) < 1 ? 'just now' : seconds > 0 ? span(seconds) + ' ago' : 'in ' + span(-seconds);
      if (time.textContent !== text) time.textContent = text;
    }
  }

  function read() {
    const { title, now } = view().dataset;
    ahead = Number(now) - Date.now();
    if (document.title !== title) document.title = title;
    count();
    document.dispatchEvent(new Event('tidegate:shown'));
  }

  document.addEventListener('htmx:beforeSwap', ({ detail }) => {
    const { xhr } = detail;
    const now = xhr.getResponseHeader('Tidegate-State');
    if (xhr.status === 401 || (now && xhr.getResponseHeader('Tidegate-Build') !== document.body.dataset.build)) {
      // the session has ended, or the server is a newer one
      detail.shouldSwap = false;
      location.reload();
    } else if (!now) {
      detail.shouldSwap = false;
      lost();
    } else {
      say(...words[now]);
      view().classList.toggle('stale', now === 'AWAY');
    }
  });
  document.addEventListener('htmx:afterSwap', read);
  document.addEventListener('htmx:sendError', lost);
  document.addEventListener('htmx:timeout', lost);

  function lost() {
    say('bad', 'Reconnecting');
    state.title = 'Tidegate does not answer. Does it run? Its log says why it stopped.';
    view().classList.add('stale');
  }

  // The server says when to look again. Of all open tabs one listens and tells the others: six streams would leave no
  // connection for a seventh tab. Where browsers cannot agree on one, and while nothing is heard, each looks by itself.
  const others = 'BroadcastChannel' in window ? new BroadcastChannel('tidegate') : null;
  let heard = performance.now();
  let leave = null;

  function look() {
    heard = performance.now();
    if (!document.hidden) htmx.trigger(view(), 'tick');
  }

  function lead() {
    if (!others || !navigator.locks || leave || document.hidden) return;
    const waiting = new AbortController();
    leave = () => waiting.abort();
    navigator.locks
      .request('tidegate-ticks', { signal: waiting.signal }, () => new Promise((done) => {
        const source = new EventSource('/ticks');
        leave = () => {
          leave = null;
          source.close();
          done();
        };
        source.onmessage = () => {
          others.postMessage('tick');
          look();
        };
        source.onerror = () => source.readyState === EventSource.CLOSED && leave && leave();
      }))
      .catch(() => { leave = null; });
  }

  if (others) others.onmessage = () => view() && look();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      if (leave) leave();
    } else if (view()) {
      look();
      lead();
    }
  });
  addEventListener('pagehide', () => leave && leave());
  addEventListener('pageshow', (event) => {
    if (event.persisted && view()) {
      look();
      lead();
    }
  });
  setInterval(() => {
    if (document.hidden || !view()) return;
    count();
    if (performance.now() - heard > (navigator.locks ? SILENCE : SILENCE / 2)) {
      look();
      lead();
    }
  }, 1000);

  // A link that asks before something is done opens its question over the page.
  document.addEventListener('click', async (event) => {
    const link = event.target.closest('a[data-ask]');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (document.querySelector('dialog[open]')) return;
    try {
      const answer = await fetch(link.href, { cache: 'no-store', signal: AbortSignal.timeout(6000) });
      const question = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('question');
      if (!question) throw new Error('no question in the answer');
      const dialog = document.createElement('dialog');
      dialog.setAttribute('aria-labelledby', 'h-question');
      dialog.append(document.adoptNode(question));
      dialog.addEventListener('close', () => {
        dialog.remove();
        link.focus();
      });
      dialog.querySelector('[data-cancel]').addEventListener('click', (click) => {
        click.preventDefault();
        dialog.close();
      });
      if (document.querySelector('dialog[open]')) return;
      document.body.append(dialog);
      dialog.showModal();
    } catch {
      location.href = link.href;
    }
  });

  // A question stands by itself where it was opened as a page of its own.
  if (view()) {
    say(...words[view().dataset.state]);
    read();
    lead();
  }
})();
