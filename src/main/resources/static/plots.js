// Draws the plots of the overview from the table below them, and anew only when its figures have changed.
(() => {
  'use strict';
  const DAY = 86400;
  const drawn = new Map();
  const utc = (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC');
  const number = new Intl.NumberFormat('en');
  const short = new Intl.NumberFormat('en', { notation: 'compact' });
  const stamps = {
    hour: new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
    day: new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' }),
    week: new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' }),
  };
  const steps = { hour: [6 * 3600, 12 * 3600, DAY], day: [DAY, 2 * DAY, 7 * DAY, 14 * DAY], week: [28 * DAY, 56 * DAY, 91 * DAY] };

  // oldest first: times, then each column
  function read(table) {
    const rows = [...table.tBodies[0].rows].reverse();
    const value = (row, column) => Number(row.cells[column].textContent.replace(/\D/g, ''));
    return [rows.map((row) => Number(row.dataset.at)),
      ...[...table.tHead.rows[0].cells].slice(1).map((_, column) => rows.map((row) => value(row, column + 1)))];
  }

  // canvases know no style sheet: what they are to look like is asked of what stands around them
  function colours(element) {
    const figure = element.closest('figure');
    return {
      bar: getComputedStyle(figure.querySelector('b')).borderBottomColor,
      text: getComputedStyle(figure.querySelector('span')).color,
      line: getComputedStyle(element.closest('.card')).borderTopColor,
    };
  }

  function options(element, data, span) {
    const { bar, text, line } = colours(element);
    const font = '11px ' + getComputedStyle(document.body).fontFamily;
    const half = (data[0].length > 1 ? data[0][1] - data[0][0] : 3600) / 2;
    const said = element.closest('figure').querySelector('output');
    return {
      width: element.clientWidth,
      height: element.clientHeight,
      tzDate: utc,
      legend: { show: false },
      padding: [8, 20, 0, 0],
      cursor: { y: false, drag: { x: false, y: false }, points: { show: false }, sync: { key: 'plots' } },
      scales: {
        x: { time: true, range: (_, from, to) => [from - half, to + half] },
        y: { range: (_, from, to) => [0, Math.max(1, to) * 1.05] },
      },
      axes: [
        { stroke: text, font, grid: { show: false }, ticks: { stroke: line, width: 1, size: 4 }, size: 26, gap: 3, incrs: steps[span], space: 54,
          values: (_, ticks) => ticks.map((at) => axis(at, span)) },
        { stroke: text, font, grid: { stroke: line, width: 1 }, ticks: { show: false }, size: 38, gap: 4, space: 30,
          incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 2e6, 5e6, 1e7, 1e8, 1e9],
          values: (_, ticks) => ticks.map((at) => short.format(at)) },
      ],
      series: [{}, { fill: bar, width: 0, points: { show: false }, paths: uPlot.paths.bars({ size: [0.72, 28], radius: 0.15 }) }],
      hooks: {
        setCursor: [({ cursor: { idx } }) => {
          const now = drawn.get(element.id);
          const words = idx == null || !now ? '' : stamps[span].format(now.data[0][idx] * 1000) + ': ' + number.format(now.data[1][idx]);
          if (said.textContent !== words) said.textContent = words;
        }],
      },
    };
  }

  function axis(at, span) {
    const date = utc(at);
    const day = date.getDate() + ' ' + ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][date.getMonth()];
    return span === 'hour' && date.getHours() !== 0 ? String(date.getHours()).padStart(2, '0') + ':00' : day;
  }

  function draw(anew) {
    const panels = document.querySelector('[data-plots]');
    const table = panels && document.getElementById(panels.dataset.plots);
    if (!table) return;
    const all = read(table);
    for (const element of panels.querySelectorAll('.canvas')) {
      const data = [all[0], all[Number(element.dataset.column) + 1]];
      const words = JSON.stringify(data);
      const before = drawn.get(element.id);
      if (before && before.plot.root.parentNode === element && !anew) {
        if (before.words !== words) {
          Object.assign(before, { words, data });
          before.plot.setData(data);
        }
        continue;
      }
      if (before) before.plot.destroy();
      element.replaceChildren();
      drawn.set(element.id, { words, data, plot: new uPlot(options(element, data, panels.dataset.span), data, element) });
      sizes.observe(element);
    }
  }

  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const { plot } = drawn.get(target.id) || {};
      if (plot && plot.width !== target.clientWidth) plot.setSize({ width: target.clientWidth, height: target.clientHeight });
    }
  });
  document.addEventListener('tidegate:shown', () => draw(false));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => draw(true));
  draw(false);
})();
