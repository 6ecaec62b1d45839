/* Charts. Each is drawn from the table under it, in the colours of the page. */
(() => {
  "use strict";
  const figures = [...document.querySelectorAll("figure[data-chart]")].filter((each) => each.querySelector(".plot"));
  if (!figures.length || !window.uPlot) return;
  const HEIGHT = 168;
  const language = document.documentElement.lang;
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });

  const written = (value, unit) => {
    if (value == null) return "–";
    if (unit === "%") return `${numbers.format(Math.round(value))} %`;
    if (unit === "$") return `$${numbers.format(value)}`;
    if (unit !== "s") return numbers.format(value);
    const russian = language === "ru";
    if (value < 100) return `${Math.round(value)} ${russian ? "с" : "s"}`;
    if (value < 5940) return `${Math.round(value / 60)} ${russian ? "мин" : "min"}`;
    return `${Math.round(value / 3600)} ${russian ? "ч" : "h"}`;
  };

  const read = (figure) => {
    const rows = [...figure.querySelectorAll("tbody tr")];
    const looks = figure.dataset.looks.split(" ").filter(Boolean);
    const names = [...figure.querySelectorAll("thead th")].slice(1).map((cell) => cell.textContent);
    const columns = looks.map((_, number) => rows.map((row) => {
      const text = row.cells[number + 1].textContent.trim();
      return text === "" ? null : Number(text);
    }));
    return { looks, names, columns, days: rows.map((row) => row.cells[0].textContent.trim()) };
  };

  const colour = (figure, look) => {
    const key = document.createElement("span");
    key.className = `key ${look}`;
    figure.append(key);
    const found = getComputedStyle(key).backgroundColor;
    key.remove();
    return found;
  };

  /* Told apart without colours, too: plain, stripes to the right, to the left, dots. */
  const pattern = (tone, number) => {
    if (number === 0) return tone;
    const tile = document.createElement("canvas");
    tile.width = tile.height = 8;
    const pen = tile.getContext("2d");
    pen.globalAlpha = 0.72;
    pen.fillStyle = tone;
    pen.fillRect(0, 0, 8, 8);
    pen.globalAlpha = 1;
    pen.strokeStyle = pen.fillStyle = tone;
    pen.lineWidth = 2;
    if (number % 3 === 0) { pen.fillRect(1, 1, 3, 3); pen.fillRect(5, 5, 3, 3); }
    else {
      pen.beginPath();
      const up = number % 3 === 1;
      for (const shift of [-8, 0, 8]) { pen.moveTo(shift, up ? 8 : 0); pen.lineTo(shift + 8, up ? 0 : 8); }
      pen.stroke();
    }
    return pen.createPattern(tile, "repeat");
  };

  const heaped = (columns, share) => {
    const days = columns[0].length;
    const sums = Array.from({ length: days }, (_, day) => columns.reduce((sum, column) => sum + (column[day] || 0), 0));
    let below = new Array(days).fill(0);
    return columns.map((column) => {
      below = below.map((height, day) => height + (share ? (sums[day] ? (100 * (column[day] || 0)) / sums[day] : 0) : column[day] || 0));
      return below.map((height, day) => (sums[day] ? height : null));
    });
  };

  const draw = (figure) => {
    const plot = figure.querySelector(".plot");
    plot.replaceChildren();
    const kind = figure.dataset.chart;
    const { looks, names, columns, days } = read(figure);
    const lines = kind === "line";
    const unit = kind === "share" ? "%" : figure.dataset.unit;
    const drawn = lines ? columns : heaped(columns, kind === "share");
    const styles = getComputedStyle(document.documentElement);
    const [ink, grid] = ["--ink-3", "--line"].map((name) => styles.getPropertyValue(name).trim());
    const font = `12px ${styles.getPropertyValue("--font")}`;
    const bars = window.uPlot.paths.bars({ size: [0.72, 36] });
    const series = looks.map((look, number) => {
      const tone = colour(figure, look);
      if (lines) return { stroke: tone, width: 2, dash: number ? [5, 4] : undefined, points: { size: 5, fill: tone }, spanGaps: false };
      return { fill: () => pattern(tone, number), stroke: tone, width: 0.5, paths: bars, points: { show: false } };
    });
    /* A heap is drawn from its top down, so that each part covers what lies under it. */
    if (!lines) { drawn.reverse(); series.reverse(); }
    const axis = { stroke: ink, font, grid: { stroke: grid, width: 1 }, ticks: { show: false } };
    const every = Math.max(1, Math.ceil(days.length / Math.max(2, Math.floor(plot.clientWidth / 84))));
    const tip = document.createElement("div");
    tip.className = "tip";
    tip.hidden = true;
    const show = (chart) => {
      const day = chart.cursor.idx;
      tip.hidden = day == null;
      if (tip.hidden) return;
      const told = looks.map((_, number) => `${names[number]}: ${written(columns[number][day], lines || kind === "columns" ? figure.dataset.unit : "")}`);
      tip.textContent = [days[day], ...told].join("\n");
      const left = Math.min(chart.cursor.left + 60, plot.clientWidth - tip.offsetWidth - 4);
      tip.style.transform = `translate(${Math.max(0, left)}px, 4px)`;
    };
    new window.uPlot({
      width: plot.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { show: lines } },
      scales: { x: { time: false, range: () => [-0.6, days.length - 0.4] }, y: { range: (_, low, high) => [0, kind === "share" || unit === "%" ? 100 : (high || 1) * 1.08] } },
      series: [{}, ...series],
      axes: [
        { ...axis, size: 28, grid: { show: false }, splits: () => days.map((_, number) => number).filter((number) => number % every === 0), values: (_, splits) => splits.map((number) => days[number]) },
        { ...axis, size: 52, space: 44, values: (_, splits) => splits.map((value) => written(value, unit)) },
      ],
      hooks: { setCursor: [show] },
    }, [days.map((_, number) => number), ...drawn], plot);
    plot.append(tip);
  };

  const all = () => figures.forEach(draw);
  let waiting = 0;
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(all, 150); };
  all();
  let width = window.innerWidth;
  window.addEventListener("resize", () => { if (window.innerWidth !== width) { width = window.innerWidth; soon(); } });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
  new MutationObserver(all).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "data-larger"] });
  document.fonts.ready.then(all);
  window.addEventListener("beforeprint", () => document.querySelectorAll(".figures-of").forEach((each) => { each.open = true; }));
})();
