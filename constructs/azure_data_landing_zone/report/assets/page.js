"use strict";

(() => {
  const PAGE = 100;
  const data = JSON.parse(document.getElementById("report-data").textContent);

  // A text, or the number of the part before the last dash of an id, and that last part.
  const decoded = new Array(data.texts.length);
  const text = (number) => {
    if (decoded[number] === undefined) {
      const entry = data.texts[number];
      decoded[number] = typeof entry === "string" ? entry : `${text(entry[0])}/${entry[1]}`;
    }
    return decoded[number];
  };
  const rowsOf = {};
  const rows = (source) => {
    rowsOf[source] ??= data.tables[source].map((numbers) => {
      const values = numbers.map(text);
      return { values, lower: values.join("\n").toLowerCase() };
    });
    return rowsOf[source];
  };
  const many = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

  // Long tables: searched, filtered, sorted, and shown part by part.
  class Table {
    constructor(root) {
      this.root = root;
      this.stack = root.dataset.stack;
      this.rows = rows(root.dataset.source);
      if (this.stack) this.rows = this.rows.filter((row) => row.values[0] === this.stack);
      this.columns = [...root.querySelectorAll("thead th")];
      this.shown = PAGE;
      this.sorting = null;
      this.search = root.querySelector("input");
      this.selects = [...root.querySelectorAll("select")];
      this.more = root.querySelector(".more");
      this.selects.forEach((select) => this.options(select));
      let waiting = 0;
      this.search.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(() => this.update(), 80);
      });
      root.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
      this.selects.forEach((select) => select.addEventListener("change", () => this.update()));
      this.columns.forEach((column) => column.querySelector("button").addEventListener("click", () => this.sort(column)));
      this.more.addEventListener("click", () => {
        const first = this.shown;
        this.shown += PAGE * 5;
        this.draw();
        const row = root.querySelector("tbody").rows[first];
        if (row) {
          row.tabIndex = -1;
          row.focus();
        }
      });
      this.update();
    }

    value(row, by) {
      if (by === "product") return (data.stacks[row.values[0]] || ["–"])[0];
      if (by === "environment") return (data.stacks[row.values[0]] || ["", "–"])[1];
      return row.values[Number(by)];
    }

    options(select) {
      const found = [...new Set(this.rows.map((row) => this.value(row, select.dataset.by)))].filter(Boolean);
      // Stacks stay in the order of their application, the rest is sorted.
      if (select.dataset.by !== "0" || this.root.dataset.source === "containers") found.sort();
      found.forEach((name) => select.append(new Option(name === "–" ? "none" : name, name)));
      if (found.length < 2) select.closest("label").hidden = true;
    }

    update() {
      const words = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
      const chosen = this.selects.filter((select) => select.value);
      this.found = this.rows.filter(
        (row) =>
          words.every((word) => row.lower.includes(word)) &&
          chosen.every((select) => this.value(row, select.dataset.by) === select.value),
      );
      if (this.sorting) {
        const { by, down } = this.sorting;
        this.found.sort((one, other) => one.values[by].localeCompare(other.values[by], "en", { numeric: true }) * (down ? -1 : 1));
      }
      this.words = words;
      this.shown = PAGE;
      this.draw();
    }

    sort(column) {
      const by = parseInt(column.dataset.value, 10);
      const again = this.sorting && this.sorting.by === by;
      this.sorting = again && this.sorting.down ? null : { by, down: Boolean(again) };
      this.columns.forEach((one) => one.removeAttribute("aria-sort"));
      if (this.sorting) column.setAttribute("aria-sort", this.sorting.down ? "descending" : "ascending");
      this.update();
    }

    draw() {
      const limit = this.shown;
      const body = document.createElement("tbody");
      this.found.slice(0, limit).forEach((row) => {
        const line = body.insertRow();
        this.columns.forEach((column) => {
          const cell = line.insertCell();
          const [value, below] = column.dataset.value.split(" ").map((number) => row.values[Number(number)]);
          if (value.startsWith("/subscriptions/")) cell.className = "id";
          this.marked(cell, value || "–");
          if (below) {
            const second = document.createElement("span");
            second.className = "id sub";
            this.marked(second, below);
            cell.append(second);
          }
        });
      });
      this.root.querySelector("tbody").replaceWith(body);
      const shown = Math.min(limit, this.found.length);
      const all = this.found.length === this.rows.length ? many(this.rows.length, "row") : `${this.found.length.toLocaleString("en")} of ${many(this.rows.length, "row")}`;
      this.root.querySelector(".count").textContent = shown < this.found.length ? `${all}, the first ${shown.toLocaleString("en")} are shown` : all;
      this.more.hidden = shown >= this.found.length;
    }

    // What was searched for is marked, as text: nothing of the data is ever read as HTML.
    marked(cell, value) {
      const lower = value.toLowerCase();
      let at = 0;
      while (at < value.length) {
        let next = null;
        for (const word of this.words) {
          const place = lower.indexOf(word, at);
          if (place >= 0 && (next === null || place < next[0])) next = [place, word.length];
        }
        if (next === null) break;
        cell.append(value.slice(at, next[0]));
        const mark = document.createElement("mark");
        mark.textContent = value.slice(next[0], next[0] + next[1]);
        cell.append(mark);
        at = next[0] + next[1];
      }
      cell.append(value.slice(at));
    }
  }

  const fill = (root) => root.querySelectorAll(".table").forEach((table) => new Table(table));
  const lively = (root) => {
    root.querySelectorAll("[data-enlarge]").forEach((button) => {
      button.addEventListener("click", () => {
        const large = button.closest("figure").classList.toggle("large");
        button.setAttribute("aria-pressed", String(large));
        button.textContent = large ? "Fit" : "Full size";
      });
    });
  };

  // Long tables are made when they come near the screen, or are printed.
  const later = new Map();
  const make = (root) => {
    if (later.delete(root)) new Table(root);
  };
  const near = new IntersectionObserver(
    (entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => {
      near.unobserve(entry.target);
      make(entry.target);
    }),
    { rootMargin: "1200px" },
  );
  document.querySelectorAll("main .table").forEach((root) => {
    later.set(root, true);
    near.observe(root);
  });
  lively(document);

  // Products: chosen by a link, so that each has an address.
  const place = document.getElementById("deployment");
  const show = (stack, template) => {
    place.replaceChildren(template.content.cloneNode(true));
    fill(place);
    lively(place);
    document.querySelectorAll("#product-list .choices a").forEach((link) => {
      if (link.hash === `#product-${stack}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  const choose = (focus) => {
    const match = /^#product-(.+)$/.exec(decodeURIComponent(location.hash));
    const template = match && document.getElementById(`template-${match[1]}`);
    if (!template || !place) return;
    show(match[1], template);
    if (focus) {
      const heading = place.querySelector("h3");
      heading.focus({ preventScroll: true });
      heading.scrollIntoView({ block: "start" });
    }
  };
  addEventListener("hashchange", () => choose(true));
  document.querySelectorAll('a[href^="#product-"]').forEach((link) => {
    link.addEventListener("click", () => {
      if (link.hash === location.hash) choose(true);
    });
  });
  const first = document.querySelector("#product-list .choices a");
  if (first) {
    const stack = first.hash.replace("#product-", "");
    show(stack, document.getElementById(`template-${stack}`));
  }
  choose(true);

  const filter = document.getElementById("product-filter");
  if (filter) {
    const lines = [...document.querySelectorAll("#product-list tbody tr")];
    const narrow = () => {
      const words = filter.querySelector("input").value.toLowerCase().split(/\s+/).filter(Boolean);
      const environment = filter.querySelector("select").value;
      let count = 0;
      lines.forEach((line) => {
        const links = [...line.querySelectorAll(".choices a")];
        links.forEach((link) => { link.parentElement.hidden = Boolean(environment) && link.dataset.environment !== environment; });
        const has = !environment || links.some((link) => link.dataset.environment === environment);
        line.hidden = !has || !words.every((word) => line.textContent.toLowerCase().includes(word));
        count += line.hidden ? 0 : 1;
      });
      document.getElementById("product-count").textContent = count === lines.length ? many(count, "product") : `${count} of ${many(lines.length, "product")}`;
    };
    filter.addEventListener("input", narrow);
    filter.addEventListener("submit", (event) => event.preventDefault());
    narrow();
  }

  // What is printed is what is shown.
  addEventListener("beforeprint", () => [...later.keys()].forEach(make));
})();
