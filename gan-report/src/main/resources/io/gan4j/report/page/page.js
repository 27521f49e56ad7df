// Draws the charts of a page, from the numbers that stand beside each drawing. Without it the
// drawings stay, and the page says the same.
(() => {
  'use strict';

  const SHADES = ['--a', '--b', '--c', '--d'];
  const HEIGHT = 250;
  const charts = [];

  const shade = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const short = (value) => {
    const size = Math.abs(value);
    if (size >= 1e6) return +(value / 1e6).toFixed(2) + 'M';
    if (size >= 1e4) return +(value / 1e3).toFixed(1) + 'k';
    return size !== 0 && size < 1e-3 ? value.toExponential(1) : String(+value.toPrecision(4));
  };

  const axis = (extra) => Object.assign({
    stroke: shade('--faint'),
    grid: { stroke: shade('--line'), width: 1 },
    ticks: { stroke: shade('--line'), width: 1 },
    values: (plot, ticks) => ticks.map((tick) => (tick === null ? '' : short(tick))),
  }, extra);

  const options = (chart, width) => ({
    title: chart.heading,
    width,
    height: HEIGHT,
    scales: { x: { time: false } },
    cursor: { sync: { key: chart.x }, drag: { x: true, y: false } },
    axes: [axis({ label: chart.x, labelSize: 20, size: 34 }), axis({ size: 56 })],
    series: [
      { label: chart.x, value: (plot, value) => (value === null ? '–' : Math.round(value).toLocaleString('en')) },
      ...chart.lines.map((line) => ({
        label: line.name,
        stroke: shade(SHADES[line.colour % SHADES.length]),
        width: 1.8,
        points: { show: line.points[0].length <= 40, size: 6 },
        value: (plot, value) => (value === null || value === undefined ? '–' : short(value)),
      })),
    ],
    hooks: {
      setScale: [(plot, key) => {
        if (key === 'x') {
          const all = plot.data[0];
          plot.zoomed = plot.scales.x.min > all[0] || plot.scales.x.max < all[all.length - 1];
        }
      }],
    },
  });

  const draw = (entry) => {
    const width = entry.figure.clientWidth - entry.padding;
    const own = options(entry.chart, width);
    entry.plot?.destroy();
    entry.plot = new uPlot(own, uPlot.join(entry.chart.lines.map((line) => line.points)), entry.place);
  };

  for (const figure of document.querySelectorAll('figure.chart')) {
    const chart = JSON.parse(figure.querySelector('script').textContent);
    const place = document.createElement('div');
    place.className = 'plot';
    figure.prepend(place);
    const style = getComputedStyle(figure);
    const entry = { figure, place, chart, padding: parseFloat(style.paddingLeft) + parseFloat(style.paddingRight) };
    figure.classList.add('drawn');
    draw(entry);
    charts.push(entry);
  }

  let width = document.documentElement.clientWidth;
  addEventListener('resize', () => {
    if (width !== document.documentElement.clientWidth) {
      width = document.documentElement.clientWidth;
      for (const entry of charts) {
        entry.plot.setSize({ width: entry.figure.clientWidth - entry.padding, height: HEIGHT });
      }
    }
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => charts.forEach(draw));

  const opened = () => document.querySelector('.open input:checked');
  addEventListener('keydown', (event) => {
    const picture = opened();
    if (event.key === 'Escape' && picture) picture.checked = false;
  });

  // While a run goes on, its page is written again and again. Nobody is disturbed who looks closer.
  const seconds = Number(document.documentElement.dataset.refresh || 0);
  if (seconds > 0) {
    setInterval(() => {
      if (!opened() && !charts.some((entry) => entry.plot.zoomed)) location.reload();
    }, seconds * 1000);
  }
})();
